#include "tools/plumbline/command_line_flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "analyzer/sqlite/connection.hpp"
namespace plumbline {

namespace {

/// CLI11 takes the next word for a value whatever it is, so "-o --apply" would name a file.
CLI::Validator not_a_flag() {
  return CLI::Validator(
      [](std::string& value) {
        if (value.empty()) return std::string("the value is empty");
        const bool is_flag = value.size() > 1 && value.front() == '-';
        return is_flag ? "a value is missing before " + value : std::string();
      },
      "");
}

void add_text(CLI::App& app, const std::string& flag, std::string& target, const char* name,
              const std::string& help) {
  app.add_option(flag, target, help)->type_name(name)->check(not_a_flag());
}

void add_list(CLI::App& app, const std::string& flag, std::vector<std::string>& target,
              const char* name, const std::string& help) {
  // Without this the list would swallow the sources behind it, and take "[a,b]" apart.
  app.add_option(flag, target, help)->type_name(name)->allow_extra_args(false)->check(not_a_flag());
}

void add_word(CLI::App& app, const std::string& flag, std::string& target,
              const std::vector<std::string>& words, const std::string& help) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : "|") + word;
  const auto check = [words, list](const std::string& value) {
    if (std::ranges::find(words, value) != words.end()) return std::string();
    return "'" + value + "' is none of " + list;
  };
  app.add_option(flag, target, help)->type_name(list)->check(CLI::Validator(check, ""));
}

void add_output_flags(CLI::App& app, const VerbFacts& facts, Command& command, RawFlags& raw) {
  std::vector<std::string> formats;
  for (const Format format : facts.formats) formats.push_back(to_string(format));
  add_word(app, "--format", raw.format, formats, "How to write the answer");
  add_text(app, "-o,--output", command.output, "FILE", "Write the answer to FILE, whole or not");
  add_word(app, "--fail-on", raw.fail_on, {"error", "warning", "never"},
           facts.verb == Command::Verb::status
               ? "From which findings on the exit code is 2; under never it is always 0"
               : "From which findings on the exit code is 2");
}

void add_settings_flags(CLI::App& app, Command& command) {
  add_text(app, "-c,--config", command.config, "FILE",
           "Read settings from FILE, not from the nearest plumbline.yaml; flags replace its values "
           "and add to its lists");
  app.add_flag("--no-config", command.no_config, "Read no file of settings")
      ->excludes(app.get_option("--config"));
}

void add_reading_flags(CLI::App& app, Command& command, RawFlags& raw) {
  Options& options = command.options;
  add_word(app, "--foreign-keys", raw.foreign_keys, {"on", "off"}, "As the application sets it");
  add_text(app, "--runtime", raw.runtime, "ENGINE", "sqlite-3.40, d1 or libsql");
  add_word(app, "--rows", raw.rows, {"full", "sample"}, "Which rows a shadow has");
  add_list(app, "--set", raw.placeholders, "NAME=VALUE", "The value of a placeholder");
  add_list(app, "--include", options.include, "GLOB", "Only tables and views named so");
  add_list(app, "--exclude", options.exclude, "GLOB", "Without tables and views named so");
  app.add_flag("--show-values", options.show_values, "Let row values appear in messages");
  app.add_option("--deadline", raw.deadline, "Give up after so long; 3600 is the default")
      ->type_name("SECONDS")
      ->check([](const std::string& value) {
        double seconds = 0;
        const bool read = CLI::detail::lexical_cast(value, seconds);
        if (read && std::isfinite(seconds) && seconds > 0) return std::string();
        return "'" + value + "' is no number of seconds above 0";
      });
}

void add_comparing_flags(CLI::App& app, Command& command, RawFlags& raw) {
  add_list(app, "--rename", raw.renames, "OLD:NEW", "A table, or TABLE.COLUMN, by its new name");
  app.add_flag("--exact", command.options.exact, "Cosmetic differences count");
  app.add_flag("--column-order", command.options.column_order, "The order of columns counts");
  add_text(app, "--baseline", command.baseline, "FILE", "Known findings, not reported again");
}

void add_log_flags(CLI::App& app, Command& command) {
  add_text(app, "-d,--migrations", command.migrations, "DIR", "The migrations on disk");
  add_text(app, "--log", command.log.runner, "RUNNER", "auto, kysely, drizzle, …");
  add_text(app, "--log-table", command.log.table, "NAME", "The table of the log");
  add_text(app, "--log-key", command.log.key_column, "COLUMN", "The column that names a migration");
  add_list(app, "--startup", command.startup, "X",
           "What the application does first: a file of SQL, or the word migrations");
}

void add_migration_flags(CLI::App& app, Command& command, RawFlags& raw) {
  add_text(app, "--resume-at", raw.resume_at, "M:K",
           "Go on with migration M at its statement K: it stopped before that");
  add_text(app, "--through", command.through, "M", "Run pending migrations up to M as well");
}

void add_target(CLI::App& app, Command& command) {
  add_text(app, "--to", command.to, "TARGET", "The schema to reach");
}

void add_repair_options(CLI::App& app, Command& command, RawFlags& raw) {
  add_list(app, "--allow", raw.allow, "HAZARD", "What may be lost: hazards by name, or all");
  app.add_flag("--drop-extra", command.options.drop_extra, "Drop what only the database has");
}

void add_repair_flags(CLI::App& app, Command& command, RawFlags& raw) {
  app.add_flag("--finish", raw.finish, "Finish the half-done migration");
  app.add_flag("--undo", raw.undo, "Go back to before it");
  app.add_flag("--log-only", raw.log_only, "Mend the log and nothing else");
  app.add_flag("--apply", command.apply, "Lock, back up and run");
}

/// Its words behind "--" are not CLI11's (see command_line.cpp), so the usage line lacks them.
class RecordHelp : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    std::string usage = Formatter::make_usage(app, std::move(name));
    usage.erase(usage.find_last_not_of('\n') + 1);
    return usage + " -- COMMAND ARG…\n";
  }
};

void add_record_flags(CLI::App& app, Command& command) {
  app.add_option("--db", command.scratch, "The empty scratch database that COMMAND migrates")
      ->type_name("FILE")
      ->check(not_a_flag())
      ->required();
  app.add_option("-o,--output", command.output, "The history to write: a new or empty directory")
      ->type_name("DIR")
      ->check(not_a_flag())
      ->required();
  add_text(app, "--log", command.log.runner, "RUNNER", "auto, kysely, drizzle, …");
  add_text(app, "--log-table", command.log.table, "NAME", "The table of the log");
  add_text(app, "--log-key", command.log.key_column, "COLUMN", "The column that names a migration");
  app.formatter(std::make_shared<RecordHelp>());
  app.footer(
      "COMMAND is the runner's own \"one step up\". It runs again and again, until the log in "
      "FILE\n"
      "grows no more; the schema after each new record becomes a snapshot in DIR. What it prints\n"
      "goes to standard error.\n"
      "  DATABASE_URL=scratch.db plumbline record -o history --db scratch.db -- npm run "
      "migrate:up\n"
      "Statements are kept where the application tells them: each run appends what SQLite's trace\n"
      "gives it, ended by \";\" on a line of its own, to the file that $PLUMBLINE_TRACE names, or\n"
      "one object {\"sql\": \"…\", \"parameters\": […]} a line. They are believed once they have "
      "led,\n"
      "on a copy, to what the run left. Then COMMAND may also run all migrations at once.");
}

void add_via(CLI::App& app, Command& command) {
  add_text(app, "--via", command.options.via, "COMMAND",
           "Ask the database through COMMAND, which takes SQL as its last word and prints rows as "
           "JSON");
}

void add_audit_flags(CLI::App& app, Command& command) {
  add_text(app, "--since", command.since, "SNAPSHOT", "Say what changed since an older snapshot");
  add_text(app, "--scripts", command.scripts, "DIR", "Write a repair for each state of a fleet");
  app.add_flag("--data", command.data, "Ask the rows of every database of a fleet, too");
  app.add_flag("--resume", command.resume, "Go on where the lines in the output file end");
  app.add_flag("--merge", command.merge, "The sources are lines that audits wrote as jsonl");
  app.add_option("--jobs", command.jobs, "Databases at a time; one a core is the default")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
}

CLI::Option* add_source(CLI::App& app, const char* name, std::string& target, const char* help) {
  const auto check = [](const std::string& value) {
    return value.empty() ? std::string("the name is empty") : std::string();
  };
  return app.add_option(name, target, help)->type_name("")->check(CLI::Validator(check, ""));
}

/// A file of settings can name what is missing, so no source is required here. CLI11 has lists of
/// words as well, but takes a file called "[a,b]" apart in them.
void add_sources(CLI::App& app, Command::Verb verb, Command& command, RawFlags& raw) {
  constexpr const char* any_source = "a database, .sql, .yaml, a directory, or - for stdin";
  constexpr const char* database = "a database file; else database: of plumbline.yaml";
  switch (verb) {
    case Command::Verb::inspect:
      add_source(app, "SOURCE", raw.source, any_source);
      break;
    case Command::Verb::diff:
      add_source(app, "FROM", raw.source, any_source);
      add_source(app, "TO", raw.second_source, any_source);
      break;
    case Command::Verb::status:
    case Command::Verb::check:
    case Command::Verb::repair:
      add_source(app, "DB", raw.source, database);
      break;
    case Command::Verb::lint:
      add_source(app, "DIR", raw.source,
                 "a directory of migrations; else migrations: of plumbline.yaml");
      break;
    case Command::Verb::audit:
      app.add_option("SOURCE", command.sources,
                     "databases, directories of them, 'globs/*.db', or - for a list of them")
          ->type_name("");
      break;
    case Command::Verb::record:
      break;
    case Command::Verb::explain:
      add_source(app, "RULE", raw.source, "a rule's name, as findings show it")->required();
      break;
  }
}

bool has_target(Command::Verb verb) {
  return verb == Command::Verb::check || verb == Command::Verb::repair ||
         verb == Command::Verb::status || verb == Command::Verb::audit;
}

/// `status` reads and says: it neither goes on with a migration nor needs leave to lose anything.
bool may_repair(Command::Verb verb) { return has_target(verb) && verb != Command::Verb::status; }

}  // namespace

std::string version_words() {
  return std::string("plumbline ") + program_version + "\nSQLite " + sqlite_library_version();
}

bool reads_settings(Command::Verb verb) {
  return verb != Command::Verb::record && verb != Command::Verb::explain;
}

std::vector<std::string> names_of_sources(Command::Verb verb) {
  switch (verb) {
    case Command::Verb::inspect:
    case Command::Verb::audit:
      return {"SOURCE"};
    case Command::Verb::diff:
      return {"FROM", "TO"};
    case Command::Verb::status:
    case Command::Verb::check:
    case Command::Verb::repair:
      return {"DB"};
    case Command::Verb::lint:
      return {"DIR"};
    case Command::Verb::explain:
      return {"RULE"};
    case Command::Verb::record:
      return {};
  }
  return {};
}

std::vector<VerbFacts> all_verbs() {
  using enum Format;
  const std::vector<Format> of_diff = {text, json, markdown, github, sarif, baseline};
  const std::vector<Format> of_report = {text, json, markdown, github, sarif, html, baseline};
  return {
      {Command::Verb::inspect,
       "Show the schema of a source",
       {text, yaml, sql, json, mermaid, dot}},
      {Command::Verb::diff, "Show what differs between two sources", of_diff},
      {Command::Verb::status, "Compare log, migrations and live schema", of_diff},
      {Command::Verb::check, "Say whether the next deploy is safe", of_report},
      {Command::Verb::repair, "Print the proven SQL that mends a database", {sql, text, json}},
      {Command::Verb::lint, "Look at the migrations themselves", of_report},
      {Command::Verb::audit,
       "Look deeply at one database or many",
       {text, json, jsonl, markdown, github, sarif, html, baseline}},
      {Command::Verb::record, "Write what code-run migrations do as a history", {text}},
      {Command::Verb::explain, "Print the page of a rule", {text}},
  };
}

void add_flags(CLI::App& app, const VerbFacts& facts, Command& command, RawFlags& raw) {
  const Command::Verb verb = facts.verb;
  app.set_version_flag("--version", version_words());
  if (verb == Command::Verb::record) return add_record_flags(app, command);
  add_sources(app, verb, command, raw);
  add_output_flags(app, facts, command, raw);
  if (verb == Command::Verb::explain) return;
  if (reads_settings(verb)) add_settings_flags(app, command);
  add_reading_flags(app, command, raw);
  if (verb != Command::Verb::lint) add_via(app, command);
  if (verb == Command::Verb::inspect) return;
  add_comparing_flags(app, command, raw);
  if (verb == Command::Verb::diff) return;
  add_log_flags(app, command);
  if (has_target(verb)) add_target(app, command);
  if (may_repair(verb)) add_repair_options(app, command, raw);
  if (verb == Command::Verb::repair) add_repair_flags(app, command, raw);
  if (verb == Command::Verb::repair) add_migration_flags(app, command, raw);
  if (verb == Command::Verb::audit) add_audit_flags(app, command);
}

}  // namespace plumbline
