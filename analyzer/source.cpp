#include "analyzer/source.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <system_error>

#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/declare/read_text.hpp"
#include "analyzer/declare/run_script.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/history/files/runner_of_directory.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/last_written.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"
#include "analyzer/via/open_via.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// All of standard input. Nothing to read is an answer, not being able to read is none.
std::string read_standard_input() {
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (std::size_t got = 1; got > 0;) {
    got = std::fread(buffer.data(), 1, buffer.size(), stdin);
    bytes.append(buffer.data(), got);
  }
  if (std::ferror(stdin) != 0) {
    throw Error(Error::Kind::unreadable, {"-", 0, 0}, "standard input cannot be read");
  }
  return bytes;
}

/// A declaration states a setting only where it sets it: 0 is what every new database has.
void forget_unset(std::optional<std::int64_t>& setting) {
  if (setting == 0) setting.reset();
}

Source from_sql(const std::string& name, std::string_view script, const Options& options) {
  Source source{name, SourceKind::sql, empty_shadow(name, options.deadline), {}, {}, {}};
  run_script(source.connection, script, name);
  source.schema = introspect(source.connection);
  if (!sets_pragma(script, "user_version")) forget_unset(source.schema.user_version);
  if (!sets_pragma(script, "application_id")) forget_unset(source.schema.application_id);
  return source;
}

Source from_yaml(const std::string& name, std::string_view text, const Options& options) {
  DeclaredSchema declared = declared_schema(text, name, options.deadline);
  Source source{name,
                SourceKind::yaml,
                std::move(declared.connection),
                std::move(declared.schema),
                std::move(declared.renames),
                {}};
  source.taken_at = std::move(declared.taken_at);
  return source;
}

/// The schema behind the last migration of a recorded history: the last snapshot, and the SQL of
/// those behind it that have none.
Source from_history(const std::string& name, const Options& options) {
  const std::string file = (fs::path(name) / name_of_history).string();
  const std::vector<HistoryEntry> list = read_history_yaml(read_text(file), file).migrations;
  const auto last = std::find_if(list.rbegin(), list.rend(),
                                 [](const HistoryEntry& entry) { return !entry.snapshot.empty(); });
  const fs::path snapshot = last == list.rend() ? "" : fs::path(name) / last->snapshot;
  Source source = last == list.rend() ? from_sql(name, "", options)
                                      : from_yaml(snapshot.string(), read_text(snapshot), options);
  for (auto entry = last.base(); entry != list.end(); ++entry) {
    for (const MigrationStatement& statement : entry->sql) {
      run_statement(source.connection, statement.sql, {file, statement.line, statement.column});
    }
    source.schema = introspect(source.connection);
    forget_unset(source.schema.user_version);
    forget_unset(source.schema.application_id);
  }
  source.name = name;
  source.kind = SourceKind::directory;
  return source;
}

/// Runs what goes forward. As in run_script, a migration may write virtual tables into
/// sqlite_schema by hand, or leave its transaction open for its runner.
void run_migrations(const Connection& connection, const std::vector<Migration>& migrations) {
  for (const Migration& migration : migrations) {
    bool wrote_schema = false;
    for (const MigrationStatement& statement : migration.up) {
      run_statement(connection, statement.sql, {migration.file, statement.line, statement.column});
      wrote_schema |= statement.sql.find("writable_schema") != std::string::npos;
    }
    if (wrote_schema) connection.execute("PRAGMA writable_schema=RESET");
    if (connection.in_transaction()) connection.execute("COMMIT");
  }
}

/// What keeps a directory from being run, as far as anything does.
void refuse_unreadable(const Migrations& migrations) {
  for (const Finding& finding : migrations.findings) {
    if (finding.rule != "unfilled-placeholder" && finding.rule != "unreadable-migration") continue;
    if (finding.severity != Severity::error) continue;
    throw Error(Error::Kind::unreadable, {finding.file, finding.line, 0},
                finding.message + "; " + finding.remedy);
  }
}

Source from_directory(const std::string& name, const Options& options) {
  if (is_history(name)) return from_history(name, options);
  Migrations migrations = read_migrations(name, runner_with_log_elsewhere(name), options);
  refuse_unreadable(migrations);
  Source source{name, SourceKind::directory,      empty_shadow(name, options.deadline), {},
                {},   std::move(migrations.notes)};
  run_migrations(source.connection, migrations.list);
  source.schema = introspect(source.connection);
  forget_unset(source.schema.user_version);
  forget_unset(source.schema.application_id);
  return source;
}

Source as_shadow(const std::string& name, OpenedDatabase& opened, Shadow shadow) {
  Source source{name, SourceKind::database,   std::move(shadow.connection), {},
                {},   std::move(opened.notes)};
  source.below = std::move(shadow.below);
  source.schema = introspect(source.connection);
  source.settings_unknown = opened.settings_unknown;
  if (source.settings_unknown) {
    source.schema.user_version.reset();
    source.schema.application_id.reset();
  }
  return source;
}

/// Stored SQL is the database's, not ours: it is compiled on a shadow and nowhere else.
Source from_opened(const std::string& name, OpenedDatabase opened, const Options& options) {
  Shadow shadow = shadow_of(opened.connection, options.deadline);
  if (!opened.left_out.empty()) leave_out_unparsed(shadow.connection);
  Source source = as_shadow(name, opened, std::move(shadow));
  source.opened = std::move(opened.way);
  source.left_out = std::move(opened.left_out);
  mark_left_out(source.left_out, source.schema);
  return source;
}

bool is_text_source(const fs::path& path) {
  const std::string extension = ascii_lower(path.extension().string());
  return extension == ".sql" || extension == ".yaml" || extension == ".yml";
}

/// By its first line that is neither empty nor a comment.
bool looks_like_yaml(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    if (line.find_first_not_of(" \t\r\n") != std::string_view::npos && line[0] != '#') {
      return line.starts_with("format:") || line.starts_with("---") || line.starts_with("%YAML") ||
             line.starts_with("tables:");
    }
    text.remove_prefix(end);
  }
  return false;
}

Source from_standard_input(const Options& options, Unparsed unparsed) {
  const std::string bytes = read_standard_input();
  if (bytes.empty() || !looks_like_database(bytes)) {
    return looks_like_yaml(bytes) ? from_yaml("-", bytes, options) : from_sql("-", bytes, options);
  }
  return from_opened("-", open_database_bytes(bytes, "-", unparsed), options);
}

Source open_source_of(const std::string& name, const Options& options, Unparsed unparsed) {
  if (is_via(name, options)) {
    OpenedDatabase opened = open_via(options, unparsed);
    const std::string shortened = opened.connection.name();
    return from_opened(shortened, std::move(opened), options);
  }
  if (name == "-") return from_standard_input(options, unparsed);
  const fs::path path(name);
  std::error_code failure;
  if (fs::is_directory(path, failure)) return from_directory(name, options);
  const std::string extension = ascii_lower(path.extension().string());
  if (extension == ".sql") return from_sql(name, read_text(path), options);
  if (extension == ".yaml" || extension == ".yml") return from_yaml(name, read_text(path), options);
  Source source = from_opened(name, open_database(path, unparsed), options);
  source.taken_at = last_written(path);
  return source;
}

}  // namespace

Source open_shadow_source(const std::string& name, const Options& options) {
  std::error_code failure;
  const bool via = is_via(name, options);
  if (!via && (name == "-" || is_text_source(name) || fs::is_directory(name, failure))) {
    throw Error(Error::Kind::not_a_database, {name, 0, 0},
                "is not a database file: only one can be repaired");
  }
  OpenedDatabase opened = via ? open_via(options, Unparsed::refuse) : open_database(name);
  Shadow shadow = shadow_of(opened.connection, options.deadline);
  if (options.rows == Rows::sample) {
    auto below = shadow.below;
    shadow = sampled_shadow_of(shadow.connection, options.deadline);
    shadow.below = std::move(below);
    opened.notes.emplace_back("tried on a sample of its rows: counts are of these rows only");
  }
  return as_shadow(via ? opened.connection.name() : name, opened, std::move(shadow));
}

Source open_source(const std::string& name, const Options& options) {
  return open_source_of(name, options, Unparsed::refuse);
}

Source open_what_parses(const std::string& name, const Options& options) {
  return open_source_of(name, options, Unparsed::leave_out);
}

void require_one_moment(const Source& source) {
  if (!source.below || !source.below->is_outdated()) return;
  throw Error(Error::Kind::unreadable, {source.name, 0, 0},
              "was written to while it was read, so no answer would be true of it; stop the "
              "application, or ask a copy (a database in WAL mode can be read beside its writers)");
}

}  // namespace plumbline
