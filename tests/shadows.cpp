#include "tests/shadows.hpp"

#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

constexpr std::int64_t nothing_copied = -1;
constexpr std::int64_t all_copied = std::int64_t{1} << 40;

}  // namespace

Shadow overlay_of(const Connection& live, World world) {
  return shadow_of(live, std::nullopt, world, nothing_copied);
}
Shadow copy_of(const Connection& live) {
  return shadow_of(live, std::nullopt, World::first, all_copied);
}

/// Only an overlay calls its file so; a copy is in memory.
bool is_overlay(const Connection& shadow) {
  return shadow.text("SELECT file FROM pragma_database_list WHERE name = 'main'") == "/shadow";
}

std::string dump_of(const Connection& connection) {
  std::string text;
  Query objects(connection,
                "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema "
                "ORDER BY type, name");
  while (objects.step()) text += std::string(objects.text(0)) + "\n";
  for (const char* pragma : {"user_version", "application_id", "page_size", "auto_vacuum",
                             "page_count", "freelist_count", "encoding"}) {
    text += std::string(pragma) + " " +
            connection.text("PRAGMA " + std::string(pragma)).value_or("?") + "\n";
  }
  for (const auto& [table, contents] : contents_of(connection, {}, {})) {
    text += table.text() + " " + std::to_string(contents.rows) + " " + contents.digest + "\n";
  }
  return text + connection.text("PRAGMA integrity_check").value_or("?");
}

}  // namespace plumbline
