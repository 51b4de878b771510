#include "analyzer/forecast/wrap_transaction.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/sql_features.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

template <std::size_t count>
bool begins_with_one_of(const std::string& sql, const std::array<const char*, count>& words) {
  const std::vector<Token> tokens = tokens_of(sql);
  return !tokens.empty() && std::ranges::any_of(words, [&](const char* word) {
    return is_word(tokens.front(), word);
  });
}

bool is_transaction(const std::string& sql) {
  return begins_with_one_of(
      sql, std::array{"begin", "commit", "end", "rollback", "savepoint", "release"});
}

bool stays_outside(const std::string& sql) {
  return begins_with_one_of(sql, std::array{"vacuum", "attach", "detach"});
}

/// The PRAGMA that a statement is, in lower case; empty for others.
std::string pragma_of(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  if (tokens.size() < 2 || !is_word(tokens[0], "pragma")) return "";
  const bool has_schema = tokens.size() > 3 && is_symbol(tokens[2], ".");
  return ascii_lower(unquoted(tokens[has_schema ? 3 : 1]));
}

/// Of the connection, not of the database: user_version goes with the rest.
bool is_setting(const std::string& sql) {
  static const std::set<std::string> settings = {"foreign_keys",
                                                 "legacy_alter_table",
                                                 "recursive_triggers",
                                                 "journal_mode",
                                                 "ignore_check_constraints",
                                                 "synchronous",
                                                 "busy_timeout",
                                                 "cache_size",
                                                 "temp_store",
                                                 "locking_mode",
                                                 "secure_delete",
                                                 "mmap_size",
                                                 "wal_autocheckpoint",
                                                 "case_sensitive_like"};
  return settings.contains(pragma_of(sql));
}

bool is_edge(const TextPiece& piece) { return is_setting(piece.sql) || stays_outside(piece.sql); }

std::size_t first_inside(const MigrationText& text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text.pieces, is_edge) -
                                  text.pieces.begin());
}

std::size_t behind_last_inside(const MigrationText& text) {
  std::size_t at = text.pieces.size();
  while (at > 0 && is_edge(text.pieces[at - 1])) --at;
  return at;
}

bool switches_keys(const std::string& sql) {
  return pragma_of(sql) == "foreign_keys" && !pragma_value_of(sql).empty();
}

bool is_off(const std::string& sql) {
  static const std::set<std::string> words = {"off", "no", "false", "0"};
  return words.contains(ascii_lower(pragma_value_of(sql)));
}

bool any_switch(const MigrationText& text, std::size_t first, std::size_t last, bool off) {
  for (std::size_t at = first; at < last; ++at) {
    if (switches_keys(text.pieces[at].sql) && is_off(text.pieces[at].sql) == off) return true;
  }
  return false;
}

/// With foreign keys off nobody else looks whether rows lose what they reference. OR ROLLBACK ends
/// the transaction also in a shell that goes on behind an error.
void put_check(MigrationText& text, std::size_t first, std::size_t last) {
  const std::string table = "temp.plumbline_check";
  put_behind(text, last - 1, "DROP TABLE " + table);
  put_behind(text, last - 1,
             "INSERT OR ROLLBACK INTO " + table + "\nSELECT count(*) + (SELECT orphans FROM " +
                 table + ") FROM pragma_foreign_key_check");
  put_before(text, first,
             "INSERT INTO " + table + " SELECT -count(*) FROM pragma_foreign_key_check");
  put_before(text, first,
             "CREATE TEMP TABLE plumbline_check (orphans INTEGER CONSTRAINT \"new rows reference "
             "nothing\" CHECK (orphans <= 0))");
}

}  // namespace

bool has_transaction(const MigrationText& text) {
  return std::ranges::any_of(text.pieces,
                             [](const TextPiece& piece) { return is_transaction(piece.sql); });
}

bool can_be_wrapped(const MigrationText& text) {
  const std::size_t first = first_inside(text);
  const std::size_t last = behind_last_inside(text);
  if (first >= last || has_transaction(text)) return false;
  return std::none_of(text.pieces.begin() + static_cast<std::ptrdiff_t>(first),
                      text.pieces.begin() + static_cast<std::ptrdiff_t>(last),
                      [](const TextPiece& piece) { return stays_outside(piece.sql); });
}

void put_in_transaction(MigrationText& text, const Wrapping& wrapping) {
  std::size_t first = first_inside(text);
  std::size_t last = behind_last_inside(text);
  const bool off_before = any_switch(text, 0, first, true);
  const bool off = wrapping.foreign_keys_off || any_switch(text, 0, last, true);
  const bool on_behind = any_switch(text, last, text.pieces.size(), false);
  for (std::size_t at = last; at > first; --at) {
    if (!switches_keys(text.pieces[at - 1].sql)) continue;
    take_out(text, at - 1);
    --last;
  }
  const bool on_after = off && !on_behind && wrapping.foreign_keys_on_after;
  if (on_after) put_behind(text, last - 1, "PRAGMA foreign_keys=ON");
  if (wrapping.legacy_alter_table) put_behind(text, last - 1, "PRAGMA legacy_alter_table=OFF");
  put_behind(text, last - 1, "COMMIT");
  if (wrapping.foreign_keys_off) put_check(text, first, last);
  put_before(text, first, "BEGIN IMMEDIATE");
  if (wrapping.legacy_alter_table) put_before(text, first, "PRAGMA legacy_alter_table=ON");
  if (off && !off_before) put_before(text, first, "PRAGMA foreign_keys=OFF");
}

}  // namespace plumbline
