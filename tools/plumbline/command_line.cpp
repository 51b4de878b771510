#include "tools/plumbline/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "model/error.hpp"
#include "tools/plumbline/command_line_flags.hpp"
#include "tools/plumbline/flag_values.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace {

[[noreturn]] void wrong_usage(const std::string& what) {
  throw Error(Error::Kind::usage, {}, what);
}

template <class Enum>
Enum named(const std::string& word, const std::vector<Enum>& values) {
  return *std::ranges::find_if(values, [&](Enum value) { return to_string(value) == word; });
}

FailOn fail_on_named(const std::string& word) {
  if (word == "warning") return FailOn::warning;
  return word == "never" ? FailOn::never : FailOn::error;
}

void fill_options(const RawFlags& raw, Options& options) {
  for (const std::string& value : raw.renames) options.renames.push_back(parse_rename(value));
  for (const std::string& value : raw.allow) options.allow.merge(parse_hazards(value));
  for (const std::string& value : raw.placeholders) {
    const auto [name, text] = parse_placeholder(value);
    options.placeholders[name] = text;
  }
  options.foreign_keys = raw.foreign_keys == "on";
  options.rows = raw.rows == "sample" ? Rows::sample : Rows::full;
  if (!raw.runtime.empty()) options.runtime = parse_runtime(raw.runtime);
  options.deadline = Deadline(raw.deadline);
}

/// The modes exclude each other; --through asks for `finish` and goes further.
RepairMode repair_mode(const RawFlags& raw, const Command& command) {
  std::vector<RepairMode> asked;
  if (!command.to.empty()) asked.push_back(RepairMode::to);
  if (raw.undo) asked.push_back(RepairMode::undo);
  if (raw.log_only) asked.push_back(RepairMode::log_only);
  if (!command.through.empty()) {
    asked.push_back(RepairMode::through);
  } else if (raw.finish) {
    asked.push_back(RepairMode::finish);
  }
  if (asked.size() > 1) wrong_usage("repair: --to, --finish, --through, --undo, --log-only: one");
  return asked.empty() ? RepairMode::unstated : asked.front();
}

/// Flags that mean nothing without the migrations that they speak of.
std::vector<std::string> flags_about_migrations(const Command& command) {
  std::vector<std::string> flags;
  for (const char* const flag : {"--log", "--log-table", "--log-key", "--resume-at", "--finish",
                                 "--through", "--undo", "--log-only"}) {
    if (command.given.contains(flag)) flags.emplace_back(flag);
  }
  return flags;
}

void check_resume_point(const Command& command) {
  if (command.resume_at && (command.mode == RepairMode::to || command.mode == RepairMode::undo ||
                            command.mode == RepairMode::log_only)) {
    wrong_usage("repair: --resume-at goes with --finish and --through only");
  }
}

void check_repair(const Command& command) {
  if (!command.migrations.empty()) return;
  const std::vector<std::string> flags = flags_about_migrations(command);
  if (!flags.empty()) wrong_usage("repair: " + flags.front() + " needs the migrations: -d DIR");
  if (command.to.empty()) {
    wrong_usage("repair: say what to reach: --to TARGET, or -d DIR for the migrations");
  }
}

void check_status(const Command& command) {
  if (!command.migrations.empty()) return;
  wrong_usage("status: say where the migrations are: -d DIR");
}

void check_check(const Command& command) {
  const bool migrations = std::ranges::count(command.startup, "migrations") > 0;
  if (!migrations || !command.migrations.empty()) return;
  wrong_usage("check: --startup migrations needs to know where they are: -d DIR");
}

void check_record(const Command& command) {
  if (!command.program.empty() && !command.program.front().empty()) return;
  wrong_usage("record: say what goes one migration up, behind --: record … -- COMMAND ARG…");
}

/// The words behind the first "--" are another program's: CLI11 would take a word such as "[a,b]"
/// apart. They are taken off `words`.
std::vector<std::string> take_program(std::vector<std::string>& words) {
  if (words.empty() || words.front() != to_string(Command::Verb::record)) return {};
  const auto mark = std::ranges::find(words, "--");
  if (mark == words.end()) return {};
  std::vector<std::string> program(mark + 1, words.end());
  words.erase(mark, words.end());
  return program;
}

void check_sources(const Command& command) {
  const std::vector<std::string> names = names_of_sources(command.verb);
  if (command.sources.size() >= names.size()) return;
  const std::string& name = names[command.sources.size()];
  std::string key = name == "DIR" ? "migrations" : name == "TO" ? "target" : "database";
  wrong_usage(to_string(command.verb) + ": " + name + " is missing; name it here, or as " + key +
              ": in plumbline.yaml");
}

void check_whole(const Command& command) {
  check_sources(command);
  if (command.verb == Command::Verb::status) check_status(command);
  if (command.verb == Command::Verb::check) check_check(command);
  if (command.verb == Command::Verb::repair) check_repair(command);
}

/// Standard input can be read once.
void check_inputs(const Command& command) {
  const auto from_input = std::ranges::count(command.sources, "-") + (command.to == "-" ? 1 : 0);
  if (from_input > 1) wrong_usage(to_string(command.verb) + ": only one source can be -");
}

Command meaning_of(Command command, const RawFlags& raw, const VerbFacts& facts) {
  command.verb = facts.verb;
  for (const std::string& source : {command.options.via, raw.source, raw.second_source}) {
    if (!source.empty()) command.sources.push_back(source);
  }
  command.format = raw.format.empty() ? facts.formats.front() : named(raw.format, facts.formats);
  if (command.output == "-") command.output.clear();
  command.fail_on = fail_on_named(raw.fail_on);
  if (!raw.resume_at.empty()) command.resume_at = parse_resume_point(raw.resume_at);
  fill_options(raw, command.options);
  check_inputs(command);
  if (command.verb == Command::Verb::record) check_record(command);
  if (command.verb == Command::Verb::repair) {
    command.mode = repair_mode(raw, command);
    check_resume_point(command);
  }
  return command;
}

/// "--set=" would make CLI11 take the next word, whatever it is, for the value.
void refuse_empty_values(const std::vector<std::string>& arguments) {
  for (const std::string& word : arguments) {
    if (word == "--") return;
    const bool empty_value = word.starts_with("--") && word.find('=') == word.size() - 1;
    if (empty_value) wrong_usage(word + ": the value is empty");
  }
}

/// `verb` is empty or ends in a space.
Reply usage_reply(const std::string& verb, const std::string& what) {
  return {exit_code::usage,
          "plumbline: " + visible(what) + "\nTry: plumbline " + verb + "--help\n"};
}

Reply usage_reply(const CLI::App& app, const std::string& what) {
  const auto chosen = app.get_subcommands();
  return usage_reply(chosen.empty() ? "" : chosen.front()->get_name() + " ", what);
}

std::set<std::string> given_flags(const CLI::App& verb) {
  std::set<std::string> flags;
  for (const CLI::Option* option : verb.get_options()) {
    if (option->count() > 0) flags.insert(option->get_name());
  }
  return flags;
}

/// CLI11's own words name neither the verb nor, for a wrong one, what was written.
std::string message_of(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const std::vector<std::string> strangers = app.remaining(true);
  if (chosen.empty()) return strangers.empty() ? "no verb" : "no verb '" + strangers.front() + "'";
  const std::string verb = chosen.front()->get_name();
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    return verb + ": " + error.what();
  }
  const bool record = verb == to_string(Command::Verb::record);
  return verb + ": '" + strangers.front() + "' is not expected here" +
         (record ? "; the command goes behind --" : "");
}

Reply reply_to(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success)) {
    return usage_reply(app, message_of(app, error));
  }
  std::ostringstream text;
  app.exit(error, text, text);
  return {exit_code::nothing_to_report, text.str()};
}

std::variant<Command, Reply> parse(CLI::App& app, std::vector<std::string> arguments) {
  Command command;
  command.program = take_program(arguments);
  RawFlags raw;
  const std::vector<VerbFacts> verbs = all_verbs();
  for (const VerbFacts& facts : verbs) {
    add_flags(*app.add_subcommand(to_string(facts.verb), facts.help), facts, command, raw);
  }
  try {
    refuse_empty_values(arguments);
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    const std::string verb = app.get_subcommands().front()->get_name();
    command.given = given_flags(*app.get_subcommands().front());
    return meaning_of(command, raw, *std::ranges::find_if(verbs, [&](const VerbFacts& facts) {
                        return to_string(facts.verb) == verb;
                      }));
  } catch (const CLI::ParseError& error) {
    return reply_to(app, error);
  } catch (const Error& error) {
    return usage_reply(app, error.what());
  }
}

}  // namespace

std::string to_string(Format format) {
  switch (format) {
    case Format::text:
      return "text";
    case Format::yaml:
      return "yaml";
    case Format::sql:
      return "sql";
    case Format::json:
      return "json";
    case Format::mermaid:
      return "mermaid";
    case Format::dot:
      return "dot";
    case Format::markdown:
      return "markdown";
    case Format::github:
      return "github";
    case Format::sarif:
      return "sarif";
    case Format::html:
      return "html";
    case Format::baseline:
      return "baseline";
    case Format::jsonl:
      return "jsonl";
  }
  return "text";
}

std::string to_string(Command::Verb verb) {
  switch (verb) {
    case Command::Verb::inspect:
      return "inspect";
    case Command::Verb::diff:
      return "diff";
    case Command::Verb::status:
      return "status";
    case Command::Verb::check:
      return "check";
    case Command::Verb::repair:
      return "repair";
    case Command::Verb::lint:
      return "lint";
    case Command::Verb::audit:
      return "audit";
    case Command::Verb::record:
      return "record";
    case Command::Verb::explain:
      return "explain";
  }
  return "inspect";
}

std::variant<Command, Reply> parse_command_line(const std::vector<std::string>& arguments) {
  CLI::App app("Compares and repairs SQLite schemas.", "plumbline");
  app.set_version_flag("--version", version_words());
  app.require_subcommand(1);
  return parse(app, arguments);
}

std::optional<Reply> missing_words(const Command& command) {
  try {
    check_whole(command);
    return std::nullopt;
  } catch (const Error& error) {
    return usage_reply(to_string(command.verb) + " ", error.what());
  }
}

}  // namespace plumbline
