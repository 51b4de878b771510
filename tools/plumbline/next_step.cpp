#include "tools/plumbline/next_step.hpp"

#include <algorithm>

#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace {

bool is_bare(char c) {
  constexpr std::string_view safe = "-._/:=@%+,";
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
         safe.find(c) != std::string_view::npos;
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// visible() spells as $'…' reads: \n, \x1b, \u202e.
std::string dollar_quoted(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "$'" + visible(escaped) + "'";
}

void append_flag(std::string& words, const char* flag, const std::string& value) {
  if (value.empty()) return;
  ((words += " ") += flag) += " " + shell_word(value);
}

void append_flags(std::string& words, const char* flag, const std::vector<std::string>& values) {
  for (const std::string& value : values) append_flag(words, flag, value);
}

void append_placeholders(std::string& words, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) append_flag(words, "--set", name + "=" + value);
}

std::string database_word(const std::string& database) {
  const bool like_a_flag = database.starts_with('-') && database != "-";
  return shell_word((like_a_flag ? "./" : "") + database);
}

/// What a file of settings says, the next command reads there itself.
bool is_typed(const Command& command, const char* flag) {
  return command.settings.empty() || command.given.contains(flag);
}

/// The verb, the database, where the migrations and their log are, and what is told of both.
std::string words_of(const std::string& verb, const Command& command) {
  const auto typed = [&](const char* flag) { return is_typed(command, flag); };
  std::string words = "plumbline " + verb;
  const Options& options = command.options;
  if (!options.via.empty()) {
    append_flag(words, "--via", options.via);
  } else if (typed("DB")) {
    words += " " + database_word(command.sources.front());
  }
  append_flag(words, "-c", command.config);
  if (command.no_config) words += " --no-config";
  if (typed("--migrations")) append_flag(words, "-d", command.migrations);
  if (typed("--log") && command.log.runner != "auto")
    append_flag(words, "--log", command.log.runner);
  if (typed("--log-table")) append_flag(words, "--log-table", command.log.table);
  if (typed("--log-key")) append_flag(words, "--log-key", command.log.key_column);
  if (typed("--set")) append_placeholders(words, options.placeholders);
  if (typed("--include")) append_flags(words, "--include", options.include);
  if (typed("--exclude")) append_flags(words, "--exclude", options.exclude);
  if (typed("--foreign-keys") && !options.foreign_keys) words += " --foreign-keys off";
  if (typed("--runtime") && options.runtime) {
    append_flag(words, "--runtime", to_string(*options.runtime));
  }
  return words;
}

bool any_in(const Report& report, MigrationState state) {
  return std::ranges::any_of(report.migrations, [&](const MigrationStatus& migration) {
    return migration.state == state;
  });
}

std::string last_in(const Report& report, MigrationState state) {
  std::string id;
  for (const MigrationStatus& migration : report.migrations) {
    if (migration.state == state) id = migration.id;
  }
  return id;
}

}  // namespace

std::string shell_word(const std::string& word) {
  if (visible(word) != word) return dollar_quoted(word);
  const bool bare = !word.empty() && std::ranges::all_of(word, is_bare);
  return bare ? word : quoted(word);
}

std::string repair_words(const Command& command) { return words_of("repair", command); }

std::string check_words(const Command& command) {
  std::string words = words_of("check", command);
  if (is_typed(command, "--to")) append_flag(words, "--to", command.to);
  if (is_typed(command, "--startup")) append_flags(words, "--startup", command.startup);
  if (is_typed(command, "--baseline")) append_flag(words, "--baseline", command.baseline);
  return words;
}

std::vector<NextStep> next_steps(const Report& report, const std::string& repair_words) {
  using enum MigrationState;
  const bool in_doubt = std::ranges::any_of(report.migrations, [](const MigrationStatus& one) {
    return one.state == cannot_tell && !one.flags.contains(MigrationFlag::missing_file);
  });
  if (any_in(report, partial) || in_doubt) {
    return {{"to finish it", repair_words}, {"to go back to before it", repair_words + " --undo"}};
  }
  if (any_in(report, recorded_but_absent) || any_in(report, present_but_unrecorded)) {
    return {{"to make log and schema agree", repair_words},
            {"to mend the log and nothing else", repair_words + " --log-only"}};
  }
  if (!any_in(report, will_never_run)) return {};
  return {{"to run it and record it",
           repair_words + " --through " + shell_word(last_in(report, will_never_run))}};
}

}  // namespace plumbline
