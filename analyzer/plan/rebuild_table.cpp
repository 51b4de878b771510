#include "analyzer/plan/rebuild_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/plan/count_changed.hpp"
#include "analyzer/plan/put_aside.hpp"
#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

constexpr std::string_view scratch_prefix = "plumbline_new_";

bool has_sequence(const Table& table) {
  return table.primary_key && table.primary_key->autoincrement;
}

bool sql_refers_to_itself(const Table& table) {
  const std::vector<Token> tokens = tokens_of(table.sql);
  for (std::size_t i = 3; i + 1 < tokens.size(); ++i) {
    const bool name = tokens[i].kind == TokenKind::word || tokens[i].kind == TokenKind::quoted_name;
    if (name && is_symbol(tokens[i + 1], ".") &&
        equal_folded(unquoted(tokens[i]), table.name.text())) {
      return true;
    }
  }
  return false;
}

std::string keep_sequence(const Identifier& from, const Identifier& into) {
  const std::string seq =
      "(SELECT seq FROM sqlite_sequence WHERE name = " + quote_literal(from.text()) + ")";
  return "UPDATE sqlite_sequence SET seq = " + seq + " WHERE name = " + quote_literal(into.text()) +
         " AND " + seq + " IS NOT NULL";
}

/// The mark of `from` as that of `into`: two names of sqlite_sequence, which compares them by case.
std::string hand_over_sequence(const Identifier& from, const Identifier& into) {
  return "UPDATE sqlite_sequence SET name = " + quote_literal(into.text()) +
         " WHERE name = " + quote_literal(from.text());
}

void add_counts(const Table& live, const Table& target, const CopiedRows& rows,
                const RebuildChoices& choices, std::vector<Statement>& statements) {
  for (std::string& sql : count_changed(live, target, rows, choices)) {
    statements.push_back({std::move(sql), "rows may have come since the proof", {}});
  }
}

/// The rowid of the new table, as an expression; empty where it is not the old one.
std::string kept_rowid(const Table& live, const Table& target) {
  if (!rowid_name(live) || !keeps_rowids(live, target)) return "";
  if (const Column* alias = rowid_alias(target)) return alias->name.quoted();
  const auto name = rowid_name(target);
  return name ? name->text() : "";
}

/// Build beside, drop, rename: one copy of the rows.
std::vector<Statement> by_rename(const Table& live, const Table& target,
                                 const std::vector<ColumnSource>& sources,
                                 const RebuildChoices& choices) {
  const Identifier scratch = scratch_name(target.name);
  std::vector<Statement> statements;
  // A text that was understood always has a head that can be found.
  statements.push_back(
      {with_table_name(target.sql, scratch).value_or(target.sql), choices.why, {}});
  statements.push_back(
      {copy_rows(live.name, scratch, target, sources), "every row, under the rowid it has", {}});
  const auto live_rowid = rowid_name(live);
  add_counts(live, target,
             {live.name, scratch, live_rowid ? live_rowid->text() : "", kept_rowid(live, target)},
             choices, statements);
  if (has_sequence(live) && has_sequence(target)) {
    statements.push_back({keep_sequence(live.name, scratch),
                          "keep the AUTOINCREMENT mark: no id is given twice",
                          {}});
  }
  statements.push_back({"DROP TABLE " + live.name.quoted(), "its rows are in the new table", {}});
  statements.push_back({"ALTER TABLE " + scratch.quoted() + " RENAME TO " + target.name.quoted(),
                        "the new table takes its place",
                        {}});
  return statements;
}

/// Put the rows aside, drop, create under the final name: for a table whose own constraints call it
/// by name ("CHECK (t.a > 0)"), which cannot be created under another one, and for batches: with
/// foreign keys on, rows that come back under another name satisfy nobody. Two copies of the rows.
std::vector<Statement> by_name(const Table& live, const Table& target,
                               const std::vector<ColumnSource>& sources,
                               const RebuildChoices& choices) {
  const Identifier aside = aside_name(target.name);
  const bool sequence = has_sequence(live) && has_sequence(target);
  std::vector<Statement> statements = {put_aside(live, target, sources, choices.why)};
  if (sequence) {
    statements.push_back({hand_over_sequence(live.name, aside),
                          "keep the AUTOINCREMENT mark: no id is given twice",
                          {}});
  }
  statements.push_back({"DROP TABLE " + live.name.quoted(), "its rows are put aside", {}});
  statements.push_back({target.sql, "as the target declares it", {}});
  statements.push_back({copy_back(target, sources), "every row, under the rowid it had", {}});
  const std::string into_rowid = kept_rowid(live, target);
  add_counts(
      live, target,
      {aside, target.name, rowid_alias(target) ? into_rowid : rowid_aside(target), into_rowid},
      choices, statements);
  if (sequence) {
    statements.push_back(
        {"DELETE FROM sqlite_sequence WHERE name = " + quote_literal(target.name.text()) +
             " AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = " +
             quote_literal(aside.text()) + ")",
         "the mark that the copy made",
         {}});
    statements.push_back({hand_over_sequence(aside, target.name), "the mark that it had", {}});
  }
  statements.push_back({"DROP TABLE " + aside.quoted(), "the rows are back", {}});
  return statements;
}

}  // namespace

std::optional<Identifier> rowid_name(const Table& table) {
  if (table.without_rowid || table.kind != TableKind::ordinary) return std::nullopt;
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (!find_column(table, Identifier(name))) return Identifier(name);
  }
  return std::nullopt;
}

bool keeps_rowids(const Table& live, const Table& target) {
  if (live.without_rowid) return true;  // there are none to keep
  const Column* before = rowid_alias(live);
  const Column* after = rowid_alias(target);
  if (after != nullptr) {
    // A new column that is the rowid takes it over; an old one brings its own values.
    return (before != nullptr && before->name == after->name) || !find_column(live, after->name);
  }
  if (before != nullptr && find_column(target, before->name)) return true;  // kept as a value
  return rowid_name(live).has_value() && rowid_name(target).has_value();
}

std::vector<ColumnSource> column_sources(const Table& live, const Table& target,
                                         const std::set<Identifier>& fills) {
  std::vector<ColumnSource> sources;
  // A bare "name" that is no column would be taken for a string (https://sqlite.org/quirks.html
  // #dblquote) and copied into every row; "table"."name" never is.
  const std::string of_table = live.name.quoted() + ".";
  const auto live_rowid = rowid_name(live);
  const Column* alias = rowid_alias(target);
  const auto target_rowid = alias ? std::nullopt : rowid_name(target);
  if (live_rowid && target_rowid) {
    sources.push_back({*target_rowid, of_table + live_rowid->text()});
  } else if (live_rowid && alias != nullptr && !find_column(live, alias->name)) {
    sources.push_back({alias->name, of_table + live_rowid->text()});
  }
  for (const Column& column : target.columns) {
    const Column* before = find_column(live, column.name);
    if (before == nullptr || column.generated) continue;
    const std::string name = of_table + before->name.quoted();
    sources.push_back({column.name, fills.contains(column.name)
                                        ? "coalesce(" + name + ", " + default_meaning(column) + ")"
                                        : name});
  }
  return sources;
}

Identifier scratch_name(const Identifier& table) {
  return Identifier(std::string(scratch_prefix) + table.text());
}

std::optional<Identifier> scratch_of(const Identifier& name) {
  if (!name.text().starts_with(scratch_prefix)) return std::nullopt;
  return Identifier(name.text().substr(scratch_prefix.size()));
}

std::string mark_above_rows(const Table& table) {
  return "main.sqlite_sequence WHERE lower(name) = lower(" + quote_literal(table.name.text()) +
         ") AND seq > (SELECT coalesce(max(" + rowid_alias(table)->name.quoted() +
         "), 0) FROM main." + table.name.quoted() + ")";
}

std::vector<Statement> rebuild_table(const Table& live, const Table& target,
                                     const RebuildChoices& choices) {
  const std::vector<ColumnSource> sources = column_sources(live, target, choices.fills);
  const bool keep_name = choices.keep_text || choices.form == ScriptForm::batch;
  std::vector<Statement> statements = keep_name || sql_refers_to_itself(target)
                                          ? by_name(live, target, sources, choices)
                                          : by_rename(live, target, sources, choices);
  if (has_sequence(live) && !has_sequence(target) && !choices.resets_sequence) {
    statements.insert(statements.begin(),
                      {count_of_none(choices.form, target.name, mark_above_rows(live)),
                       "its AUTOINCREMENT mark goes: no id of a deleted row may come again",
                       {}});
  }
  return statements;
}

}  // namespace plumbline
