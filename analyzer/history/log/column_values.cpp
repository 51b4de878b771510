#include "analyzer/history/log/column_values.hpp"

#include <algorithm>
#include <string_view>

namespace plumbline {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }
bool is_hexadecimal_digit(char c) {
  return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

bool looks_like_time(std::string_view text) {
  static constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != form[i]) return false;
  }
  // "2026-01-01_users" is a name.
  return text.size() == form.size() || text[10] == ' ' || text[10] == 'T';
}

/// ".sql", ".mjs": one to six letters behind the last dot.
bool has_ending(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view ending = text.substr(dot + 1);
  return !ending.empty() && ending.size() <= 6 &&
         std::ranges::all_of(ending, [](char c) { return is_letter(c); });
}

bool looks_like_digest(std::string_view text) {
  return text.size() >= 32 && std::ranges::all_of(text, is_hexadecimal_digit);
}

/// "0001_init", "add_users", "users.sql", "1.2.0"; no bare number, for those are counted apart.
bool looks_like_name(std::string_view text) {
  if (text.empty() || text.size() > 255 || looks_like_time(text) || looks_like_digest(text)) {
    return false;
  }
  if (std::ranges::all_of(text, is_digit)) return false;
  return has_ending(text) || std::ranges::any_of(text, is_digit) ||
         text.find('_') != std::string_view::npos;
}

void count_text(std::string_view text, ColumnValues& values) {
  const bool digits = !text.empty() && std::ranges::all_of(text, is_digit);
  values.digits += digits;
  values.padded += digits && text.size() > 1 && text.front() == '0';
  values.hexadecimal += !text.empty() && std::ranges::all_of(text, is_hexadecimal_digit);
  values.times += looks_like_time(text);
  const bool name = looks_like_name(text);
  values.names += name;
  values.with_ending += name && has_ending(text);
  values.paths += name && text.find_first_of("/\\") != std::string_view::npos;
}

void count_value(const Query& query, ColumnValues& values) {
  const std::string_view kind = query.text(0);
  ++values.rows;
  if (kind == "null") {
    ++values.nulls;
    return;
  }
  const std::size_t length = query.text(1).size();
  values.length = values.known() == 1 || values.length == length ? length : 0;
  values.last = query.text(1);
  values.last_integer = query.integer(1);
  if (kind == "integer") ++values.integers;
  if (kind == "blob") ++values.blobs;
  if (kind == "text") count_text(values.last, values);
}

}  // namespace

ColumnValues look_at(const Connection& connection, const Identifier& table,
                     const Identifier& column) {
  const std::string name = table.quoted() + "." + column.quoted();
  const std::string sql =
      "SELECT typeof(" + name + "), " + name + " FROM " + table.quoted() + " LIMIT 1000";
  ColumnValues values;
  if (connection.try_prepare(sql)) return values;
  Query query(connection, sql);
  for (bool row = false; !query.try_step(row) && row;) count_value(query, values);
  return values;
}

}  // namespace plumbline
