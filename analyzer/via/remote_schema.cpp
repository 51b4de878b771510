#include "analyzer/via/remote_schema.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "model/error.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

// PRAGMA encoding tells it, too, but may not be asked everywhere.
const char* const letter = "hex(CAST('a' AS BLOB))";

std::string encoding_of(const std::string& letter_a) {
  if (letter_a == "6100") return "UTF-16le";
  return letter_a == "0061" ? "UTF-16be" : "UTF-8";
}

std::string setting(const std::string& pragma) {
  return "(SELECT CAST(" + pragma + " AS TEXT) FROM pragma_" + pragma + ")";
}

/// With the settings, where they may be asked.
std::vector<std::string> ask_with_settings(RowFetcher& fetcher, const Remote& remote) {
  const std::vector<std::string> all = {
      letter, setting("user_version"), setting("application_id"),
      "(SELECT CAST(page_count*page_size AS TEXT) FROM pragma_page_count,pragma_page_size)"};
  try {
    return fetcher.ask(all);
  } catch (const Error& error) {
    const bool is_over = remote.deadline() && remote.deadline()->is_over();
    if (is_over || error.kind() != Error::Kind::failed) throw;
    return fetcher.ask({letter});
  }
}

std::string name_of_rowid(const StoredTable& table) {
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    const bool is_hidden =
        std::ranges::any_of(table.names_in_reach,
                            [&](const std::string& column) { return equal_folded(column, name); });
    if (!is_hidden) return name;
  }
  return table.integer_key.empty() ? "" : Identifier(table.integer_key).quoted();
}

}  // namespace

std::optional<std::int64_t> integer_in(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

TableQuestion question_about_schema() {
  // The name that every SQLite knows: https://sqlite.org/schematab.html
  return {"sqlite_master", "rowid", {"type", "name", "tbl_name", "rootpage", "sql"}, {}};
}

TableQuestion question_about(const StoredTable& table) {
  TableQuestion question{"main." + Identifier(table.name).quoted(), "", {}, {}};
  for (const std::string& column : table.columns) {
    question.columns.push_back(Identifier(column).quoted());
  }
  if (table.has_rowid) question.rowid = name_of_rowid(table);
  for (const std::string& column : table.primary_key) {
    question.order.push_back(Identifier(column).quoted());
  }
  return question;
}

RemoteSchema ask_schema(Remote& remote) {
  RemoteSchema schema;
  RowFetcher fetcher(
      remote, {question_about_schema()}, {0, most_bytes_fetched},
      [&](std::size_t, PageRow&& row) { schema.rows.rows.push_back(std::move(row.values)); });
  const std::vector<std::string> settings = ask_with_settings(fetcher, remote);
  while (!fetcher.is_done()) fetcher.ask();
  schema.rows.encoding = encoding_of(settings[0]);
  if (settings.size() == 1) return schema;
  schema.user_version = integer_in(settings[1]);
  schema.application_id = integer_in(settings[2]);
  schema.bytes = integer_in(settings[3]);
  return schema;
}

}  // namespace plumbline
