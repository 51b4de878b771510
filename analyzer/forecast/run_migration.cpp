#include "analyzer/forecast/run_migration.hpp"

#include <algorithm>
#include <array>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// It attaches a file, which is denied here, and changes nothing that counts.
bool is_vacuum(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  return !tokens.empty() && is_word(tokens.front(), "vacuum");
}

bool is_setting(const std::string& sql) {
  static constexpr std::array<std::string_view, 5> settings = {
      "foreign_keys", "legacy_alter_table", "recursive_triggers", "ignore_check_constraints",
      "writable_schema"};
  const std::vector<Token> tokens = tokens_of(sql);
  return tokens.size() > 2 && is_word(tokens.front(), "pragma") &&
         std::ranges::any_of(settings,
                             [&](std::string_view name) { return is_word(tokens[1], name); });
}

}  // namespace

Connection open_scratch(const std::filesystem::path& file, const Options& options) {
  Connection connection = Connection::open_read_write(to_uri(file, ""), file.filename().string());
  guard(connection);
  // Nobody will read it after a real crash: nothing needs to reach the platter.
  connection.execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
  connection.execute(options.foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
  return connection;
}

void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

std::optional<RunFailure> run_part(const Connection& connection, const Migration& migration,
                                   std::size_t first, std::size_t last) {
  for (std::size_t at = first; at < last; ++at) {
    const std::string& sql = migration.up[at].sql;
    if (is_vacuum(sql)) continue;
    if (const auto failure = connection.try_execute(sql))
      return RunFailure{at + 1, failure->message, failure->code};
  }
  return std::nullopt;
}

std::optional<RunFailure> run_whole(const Connection& connection, const Migration& migration) {
  if (auto failure = run_part(connection, migration, 0, migration.up.size())) return failure;
  if (!connection.in_transaction()) return std::nullopt;
  const auto failure = connection.try_execute("COMMIT");
  if (!failure) return std::nullopt;
  return RunFailure{0, failure->message, failure->code};
}

bool sets_pragmas(const Migration& migration) {
  return std::ranges::any_of(migration.up, [](const MigrationStatement& statement) {
    const std::vector<Token> tokens = tokens_of(statement.sql);
    return !tokens.empty() && is_word(tokens.front(), "pragma");
  });
}

std::vector<std::size_t> lasting_points(const Connection& connection, const Migration& migration,
                                        const std::function<void()>& behind_each) {
  std::vector<std::size_t> points = {0};
  for (std::size_t at = 0; at < migration.up.size(); ++at) {
    if (run_part(connection, migration, at, at + 1)) break;
    points.push_back(connection.in_transaction() ? points.back() : at + 1);
    behind_each();
  }
  return points;
}

void repeat_settings(const Connection& connection, const Migration& migration,
                     std::size_t statements) {
  for (std::size_t at = 0; at < statements; ++at) {
    if (is_setting(migration.up[at].sql)) connection.execute(migration.up[at].sql);
  }
}

}  // namespace plumbline
