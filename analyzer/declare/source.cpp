#include "analyzer/declare/source.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "analyzer/declare/migration_files.hpp"
#include "analyzer/declare/run_script.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t most_bytes_of_text = std::uintmax_t{256} << 20;

std::string read_text(const fs::path& file) {
  std::error_code failure;
  const fs::file_status status = fs::status(file, failure);
  if (status.type() == fs::file_type::not_found) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "no such file");
  }
  if (!fs::is_regular_file(status)) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "is not a regular file");
  }
  if (fs::file_size(file, failure) > most_bytes_of_text) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "is too large to be SQL or YAML");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0},
                "cannot be read: permission denied?");
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

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
  Source source{
      name, SourceKind::sql, std::nullopt, empty_shadow(name, options.deadline_seconds), {}, {},
      {}};
  run_script(source.connection, script, name);
  source.schema = introspect(source.connection);
  if (!sets_pragma(script, "user_version")) forget_unset(source.schema.user_version);
  if (!sets_pragma(script, "application_id")) forget_unset(source.schema.application_id);
  return source;
}

/// SQLite takes a quoted name that is no column for a string, and makes an index on that constant.
void refuse_indexes_on_strings(const Schema& schema, const std::string& file) {
  for (const auto& [name, table] : schema.tables) {
    for (const auto& [index_name, index] : table.indexes) {
      for (const KeyPart& part : index.columns) {
        if (!part.expression) continue;
        const std::vector<Token> tokens = tokens_of(*part.expression);
        if (tokens.size() != 1 || tokens[0].kind != TokenKind::quoted_name) continue;
        throw Error(Error::Kind::bad_yaml, {file, 0, 0},
                    "index " + index_name.text() + ": no such column: " + unquoted(tokens[0]));
      }
    }
  }
}

Source from_yaml(const std::string& name, std::string_view text, const Options& options) {
  const Declaration declaration = read_schema_yaml(text, name);
  Source source{name,
                SourceKind::yaml,
                std::nullopt,
                empty_shadow(name, options.deadline_seconds),
                {},
                declaration.renames,
                {}};
  for (const DeclaredStatement& statement : declaration.statements) {
    if (split_statements(statement.sql).size() > 1) {
      throw Error(Error::Kind::bad_yaml, statement.where, "holds more than one statement");
    }
    const auto failure = source.connection.try_execute(statement.sql);
    if (failure) throw Error(Error::Kind::bad_sql, statement.where, failure->message);
  }
  source.schema = introspect(source.connection);
  refuse_indexes_on_strings(source.schema, name);
  source.schema.user_version = declaration.user_version;
  source.schema.application_id = declaration.application_id;
  return source;
}

Source from_directory(const std::string& name, const Options& options) {
  if (fs::exists(fs::path(name) / "history.yaml")) {
    throw Error(Error::Kind::unsupported, {name, 0, 0},
                "is a recorded history, which this version does not read yet");
  }
  const std::vector<MigrationFile> files = migration_files(name);
  if (files.empty()) {
    throw Error(Error::Kind::unreadable, {name, 0, 0}, "holds no .sql migration");
  }
  Source source{name,
                SourceKind::directory,
                std::nullopt,
                empty_shadow(name, options.deadline_seconds),
                {},
                {},
                {}};
  for (const MigrationFile& file : files) {
    run_script(source.connection, forward_part(read_text(file.path)), file.path.string());
  }
  source.schema = introspect(source.connection);
  forget_unset(source.schema.user_version);
  forget_unset(source.schema.application_id);
  return source;
}

Source from_database(const std::string& name, const fs::path& file) {
  OpenedDatabase opened = open_database(file);
  Source source{
      name, SourceKind::database,   std::move(opened.copy), std::move(opened.connection), {},
      {},   std::move(opened.notes)};
  // One read transaction: the schema of one moment, and the locks are gone when it ends.
  source.connection.execute("BEGIN");
  source.schema = introspect(source.connection);
  source.connection.execute("COMMIT");
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

Source from_standard_input(const Options& options) {
  const std::string bytes = read_standard_input();
  if (bytes.empty() || !looks_like_database(bytes)) {
    return looks_like_yaml(bytes) ? from_yaml("-", bytes, options) : from_sql("-", bytes, options);
  }
  PrivateDirectory directory = PrivateDirectory::make();
  const fs::path file = directory.path() / "standard-input.db";
  std::ofstream(file, std::ios::binary) << bytes;
  Source source = from_database("-", file);
  source.copy = std::move(directory);
  return source;
}

}  // namespace

Source open_shadow_source(const std::string& name, const Options& options) {
  std::error_code failure;
  if (name == "-" || is_text_source(name) || fs::is_directory(name, failure)) {
    throw Error(Error::Kind::not_a_database, {name, 0, 0},
                "is not a database file: only one can be repaired");
  }
  OpenedDatabase opened = open_database(name);
  const bool sample = options.rows == Rows::sample;
  Shadow shadow = sample ? sampled_shadow_of(opened.connection, options.deadline_seconds)
                         : shadow_of(opened.connection, options.deadline_seconds);
  if (sample)
    opened.notes.emplace_back("tried on a sample of its rows: counts are of these rows only");
  Source source{
      name, SourceKind::database,   std::move(shadow.directory), std::move(shadow.connection), {},
      {},   std::move(opened.notes)};
  source.schema = introspect(source.connection);
  return source;
}

Source open_source(const std::string& name, const Options& options) {
  if (name == "-") return from_standard_input(options);
  const fs::path path(name);
  std::error_code failure;
  if (fs::is_directory(path, failure)) return from_directory(name, options);
  const std::string extension = ascii_lower(path.extension().string());
  if (extension == ".sql") return from_sql(name, read_text(path), options);
  if (extension == ".yaml" || extension == ".yml") return from_yaml(name, read_text(path), options);
  return from_database(name, path);
}

}  // namespace plumbline
