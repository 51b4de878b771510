#pragma once
// argv as a value. Nothing is opened or looked up here: the same words give the same command.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "model/finding.hpp"
#include "model/options.hpp"
#include "model/request.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

/// https://man.freebsd.org/cgi/man.cgi?sysexits has 64 for a command used incorrectly; the others
/// are this program's contract.
namespace exit_code {
inline constexpr int nothing_to_report = 0;
inline constexpr int no_answer = 1;
inline constexpr int findings = 2;
inline constexpr int refused = 3;
inline constexpr int usage = 64;
}  // namespace exit_code

enum class Format {
  text,
  yaml,
  sql,
  json,
  mermaid,
  dot,
  markdown,
  github,
  sarif,
  html,
  baseline,
  jsonl
};
std::string to_string(Format format);

/// From which findings on the exit code is 2.
enum class FailOn { error, warning, never };

/// What a file of settings says of a rule.
struct SeverityChoice {
  std::optional<Severity> severity;  ///< nothing: off
  std::string by;                    ///< "plumbline.yaml:9"
};

struct Command {
  enum class Verb { inspect, diff, status, check, repair, lint, audit, record, explain };
  Verb verb = Verb::inspect;
  std::vector<std::string> sources;  ///< the words without a flag, in order; of explain, the rule
  Options options;
  Format format = Format::text;
  std::string output;  ///< empty: standard output
  FailOn fail_on = FailOn::error;
  std::string migrations;  ///< a directory; empty where none is named
  std::string to;
  RepairMode mode = RepairMode::unstated;
  bool apply = false;
  LogChoice log;
  std::vector<std::string> startup;
  std::optional<ResumePoint> resume_at;
  std::string through;
  std::string since;    ///< of `audit`: an older snapshot
  std::string scripts;  ///< of `audit`: the directory that the repairs of a fleet go to
  bool data = false;    ///< of `audit`: the rows of every database of a fleet, too
  bool merge = false;   ///< of `audit`: the sources are its own lines
  bool resume = false;  ///< of `audit`: what is in the output already is not asked again
  int jobs = 0;         ///< of `audit`: how many at a time; 0: one a core
  std::string baseline;
  std::string config;
  bool no_config = false;
  std::set<std::string> given;  ///< the flags among the words, by their long names: "--to"
  /// From a file of settings, not from the words; empty where none was read.
  std::string settings;
  std::map<std::string, SeverityChoice> severities;  ///< likewise; by rule
  std::string scratch;               ///< of `record`: the database that the program migrates …
  std::vector<std::string> program;  ///< … and its words, those behind "--"
};
std::string to_string(Command::Verb verb);

/// What to say instead of running anything: help, the version, or what is wrong with the words.
struct Reply {
  int exit_code = exit_code::nothing_to_report;
  std::string text;  ///< for standard output where the exit code is 0, else for standard error
};

/// What a file of settings can say may still be missing: see missing_words().
std::variant<Command, Reply> parse_command_line(const std::vector<std::string>& arguments);

/// What is wrong with a command to which nothing is added any more; nothing where it is whole.
std::optional<Reply> missing_words(const Command& command);

}  // namespace plumbline
