#include <system_error>

#include "analyzer/declare/read_text.hpp"
#include "tools/plumbline/command_line_flags.hpp"
#include "tools/plumbline/settings.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Fills what no word has said.
class Filling {
 public:
  Filling(Command& command, const Settings& settings) : command_(command), settings_(settings) {}

  void fill_options() {
    Options& options = command_.options;
    take("--foreign-keys", settings_.foreign_keys, options.foreign_keys);
    take("--show-values", settings_.show_values, options.show_values);
    take("--rows", settings_.rows, options.rows);
    take("--fail-on", settings_.fail_on, command_.fail_on);
    if (is_open("--runtime") && settings_.runtime) options.runtime = settings_.runtime;
    if (is_open("--deadline") && settings_.deadline_seconds) {
      options.deadline = Deadline(*settings_.deadline_seconds);
    }
    // Messages say "--allow x", "--exclude y": typed as they stand, they must not undo the file.
    options.allow.insert(settings_.allow.begin(), settings_.allow.end());
    append(settings_.include, options.include);
    append(settings_.exclude, options.exclude);
    append(settings_.renames, options.renames);
    options.placeholders.insert(settings_.placeholders.begin(), settings_.placeholders.end());
  }

  void fill_migrations() {
    take("--migrations", settings_.migrations, command_.migrations);
    take("--log", settings_.log.runner, command_.log.runner);
    take("--log-table", settings_.log.table, command_.log.table);
    take("--log-key", settings_.log.key_column, command_.log.key_column);
    take("--startup", settings_.startup, command_.startup);
  }

  void fill_target() { take("--to", settings_.target, command_.to); }
  void fill_baseline() { take("--baseline", settings_.baseline, command_.baseline); }

  void fill_sources() {
    if (!command_.sources.empty()) return;
    if (command_.verb == Command::Verb::lint) return add_source(settings_.migrations);
    add_source(settings_.database);
    if (command_.verb == Command::Verb::diff && !command_.sources.empty()) {
      add_source(settings_.target);
    }
  }

 private:
  bool is_open(const char* flag) const { return !command_.given.contains(flag); }

  template <class Value>
  void take(const char* flag, const std::optional<Value>& said, Value& value) const {
    if (said && is_open(flag)) value = *said;
  }
  /// Of a text or a list: empty is nothing.
  template <class Value>
  void take(const char* flag, const Value& said, Value& value) const {
    if (!said.empty() && is_open(flag)) value = said;
  }
  template <class Value>
  static void append(const std::vector<Value>& said, std::vector<Value>& values) {
    values.insert(values.end(), said.begin(), said.end());
  }
  void add_source(const std::string& source) {
    if (!source.empty()) command_.sources.push_back(source);
  }

  Command& command_;
  const Settings& settings_;
};

std::string file_meant_by(const Command& command) {
  if (!command.config.empty()) return command.config;
  if (command.no_config || !reads_settings(command.verb)) return "";
  return find_settings(fs::current_path());
}

}  // namespace

std::string find_settings(const fs::path& folder) {
  const fs::path name = "plumbline.yaml";
  fs::path way;
  for (fs::path here = folder;; here = here.parent_path(), way /= "..") {
    std::error_code failure;
    // Also one that leads nowhere or is a folder: reading it says so.
    if (fs::symlink_status(here / name, failure).type() != fs::file_type::not_found && !failure) {
      return (way / name).string();
    }
    if (here == here.parent_path()) return "";
  }
}

Command with_settings(Command command, const Settings& settings) {
  Filling filling(command, settings);
  filling.fill_options();
  filling.fill_sources();
  filling.fill_baseline();
  const bool is_repair = command.verb == Command::Verb::repair;
  const bool has_target = command.verb == Command::Verb::status ||
                          command.verb == Command::Verb::check ||
                          command.verb == Command::Verb::audit;
  if (has_target || is_repair) filling.fill_migrations();
  if (has_target) filling.fill_target();
  command.severities = settings.severities;
  command.settings = settings.file;
  return command;
}

Command with_file_of_settings(const Command& command) {
  const std::string file = file_meant_by(command);
  if (file.empty()) return command;
  return with_settings(command, read_settings(read_text(file), file));
}

}  // namespace plumbline
