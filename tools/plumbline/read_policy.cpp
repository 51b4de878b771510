#include <system_error>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/history/files/list_files.hpp"
#include "model/error.hpp"
#include "rules/all_rules.hpp"
#include "tools/plumbline/fleet/run_fleet.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string& directory_of(const Command& command) {
  return command.verb == Command::Verb::lint ? command.sources.front() : command.migrations;
}

/// A file or folder that cannot be read has no comments: whoever reads it for its statements tells
/// of that.
std::vector<std::string> scripts_below(const fs::path& directory) {
  std::error_code failure;
  if (fs::is_regular_file(directory, failure)) return {directory.string()};
  if (!fs::is_directory(directory, failure)) return {};
  std::vector<std::string> files;
  try {
    for (const std::string& path : list_files(directory).paths) {
      files.push_back((directory / path).string());
    }
  } catch (const Error&) {
    return {};
  }
  return files;
}

std::vector<IgnoreComment> comments_in(const std::string& file) {
  try {
    return ignore_comments(read_text(file));
  } catch (const Error&) {
    return {};
  }
}

std::vector<FileIgnores> ignores_of(const Command& command) {
  std::set<std::string> files;
  for (const std::string& file : scripts_below(directory_of(command))) files.insert(file);
  for (const std::string& file : command.startup) {
    if (file != "migrations") files.insert(file);
  }
  std::vector<FileIgnores> ignores;
  for (const std::string& file : files) {
    if (!file.ends_with(".sql")) continue;
    FileIgnores found{file, comments_in(file)};
    if (!found.comments.empty()) ignores.push_back(std::move(found));
  }
  return ignores;
}

template <class Check>
void insert_rules(std::set<std::string>& rules) {
  for (const Rule* rule : all_rules()) {
    if (std::holds_alternative<Check>(rule->check)) rules.emplace(rule->id);
  }
}

/// Which files are misnamed or unreadable depends on the runner, and without a database only --log
/// names it.
std::set<std::string> asked_rules(const Command& command) {
  using Verb = Command::Verb;
  std::set<std::string> rules;
  const bool is_audit = command.verb == Verb::audit;
  const bool foretells = command.verb == Verb::check || is_audit;
  const bool looks_at_log = command.verb == Verb::status || foretells;
  const bool is_lint = command.verb == Verb::lint;
  const bool compares = command.verb == Verb::diff || (looks_at_log && !command.to.empty());
  if (compares) insert_rules<SchemaCheck>(rules);
  if (looks_at_log && !command.migrations.empty()) insert_rules<MigrationCheck>(rules);
  if ((looks_at_log && !command.migrations.empty()) || (is_lint && command.log.runner != "auto")) {
    insert_rules<FoundWhileReading>(rules);
  }
  if (foretells) insert_rules<DeployCheck>(rules);
  if (is_audit && (command.data || !is_fleet(command))) insert_rules<AuditCheck>(rules);
  if (is_lint) insert_rules<TrialCheck>(rules);
  if (is_lint || foretells) insert_rules<SoundnessCheck>(rules);
  return rules;
}

/// The first baseline is written while there is none.
bool is_yet_to_be_written(const Command& command) {
  std::error_code failure;
  return command.format == Format::baseline && !fs::exists(command.baseline, failure);
}

}  // namespace

Policy read_policy(const Command& command, const Date& today) {
  Policy policy{command.severities, ignores_of(command), {}, today,
                fs::current_path(), asked_rules(command)};
  if (!command.baseline.empty() && !is_yet_to_be_written(command)) {
    policy.baseline = read_baseline(read_text(command.baseline), command.baseline);
  }
  return policy;
}

}  // namespace plumbline
