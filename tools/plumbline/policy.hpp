#pragma once
// What a team has decided about findings: how grave each rule is to them, and what they live with.
#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sql_text/ignore_comments.hpp"
#include "model/report.hpp"
#include "tools/plumbline/baseline.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// The ignore comments of a script.
struct FileIgnores {
  std::string file;  ///< as findings name it
  std::vector<IgnoreComment> comments;
};

struct Policy {
  std::map<std::string, SeverityChoice> severities;
  std::vector<FileIgnores> ignores;
  Baseline baseline;
  Date today;                  ///< in UTC
  std::filesystem::path here;  ///< where relative paths start
  /// The rules that were asked: of the others, that nothing was found says nothing.
  std::set<std::string> asked;
};

/// Of the command, whose settings are filled in: its baseline, and the comments in its migrations
/// and startup files. Throws Error(unreadable) or Error(bad_yaml) for the baseline.
Policy read_policy(const Command& command, const Date& today);

/// The report with the severities as chosen, what is accepted moved from `findings` to `accepted`,
/// and what is wrong with the policy itself added: rules bad-ignore, unused-ignore and
/// stale-baseline. The verdict is made anew.
Report apply_policy(Report report, const Policy& policy);

}  // namespace plumbline
