#include "analyzer/forecast/offending_rows.hpp"

#include <algorithm>

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/sql_text/create_index.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

std::string rowid_of(const Table& table) {
  if (table.without_rowid || table.kind != TableKind::ordinary) return "";
  return find_column(table, Identifier("_rowid_")) == nullptr ? "_rowid_" : "";
}

std::vector<KeyPart> key_parts(const CreateIndexText& index, const Table& table) {
  std::vector<KeyPart> parts;
  for (const IndexPartText& text : index.parts) {
    KeyPart part;
    const std::vector<Token> tokens = tokens_of(text.text);
    const Column* column =
        tokens.size() == 1 ? find_column(table, Identifier(unquoted(tokens.front()))) : nullptr;
    if (column != nullptr) {
      part.column = column->name;
    } else {
      part.expression = text.text;
    }
    part.collation = !text.collation.empty() ? text.collation
                     : column != nullptr     ? column->collation
                                             : "";
    parts.push_back(std::move(part));
  }
  return parts;
}

/// A unique index over rows that are not.
std::string sharing_rows(const Connection& shadow, const Schema& schema,
                         const StatementEffect& effect, const Options& options) {
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type != "index" || !change.to) continue;
    const auto index = read_create_index(*change.to);
    for (const auto& [name, columns] : effect.touched.reads) {
      const Table* table = find_table(schema, name);
      if (!index || table == nullptr) continue;
      const auto refusals =
          duplicates(shadow, {"main." + name.quoted(), rowid_of(*table)}, name,
                     key_parts(*index, *table), index->where, change.object.name.text(), options);
      if (!refusals.empty()) return refusals.front().reason;
    }
  }
  return "";
}

/// "NOT NULL constraint failed: users_new.email": the NULLs of a column of that name in what the
/// statement reads.
std::string null_rows(const Connection& shadow, const Schema& schema, const StatementEffect& effect,
                      const std::string& message, const Options& options) {
  const Identifier column(message.substr(message.rfind('.') + 1));
  for (const auto& [name, columns] : effect.touched.reads) {
    const Table* table = find_table(schema, name);
    if (table == nullptr || find_column(*table, column) == nullptr) continue;
    const std::string from = "main." + name.quoted();
    const std::string where = column.quoted() + " IS NULL";
    const auto count = shadow.integer("SELECT count(*) FROM " + from + " WHERE " + where);
    if (count.value_or(0) == 0) continue;
    const std::string sample = sample_rows(shadow, rowid_of(*table), "", from, where, options);
    return rows_that(*count, "of " + name.text() + " has", "of " + name.text() + " have") +
           " NULL in " + column.text() + (sample.empty() ? "" : " (" + sample + ")");
  }
  return "";
}

/// What SQLite refuses only where there is a row.
std::string rows_in_the_way(const Connection& shadow, const StatementEffect& effect) {
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type != "table" || !change.from) continue;
    const Identifier& name = change.object.name;
    const auto count = shadow.integer("SELECT count(*) FROM main." + name.quoted());
    if (count.value_or(0) > 0) {
      return name.text() + " has " + count_of_rows(*count) +
             "; on an empty table the statement passes";
    }
  }
  return "";
}

}  // namespace

std::string offending_rows(const Connection& shadow, const StatementEffect& effect,
                           const SqlFailure& failure, const Options& options) {
  try {
    if (failure.message.starts_with("UNIQUE constraint failed")) {
      return sharing_rows(shadow, introspect(shadow), effect, options);
    }
    if (failure.message.starts_with("NOT NULL constraint failed")) {
      return null_rows(shadow, introspect(shadow), effect, failure.message, options);
    }
    const bool for_rows = failure.message.starts_with("Cannot add a ") ||
                          failure.message.starts_with("cannot add a ");
    return effect.failure || !for_rows ? "" : rows_in_the_way(shadow, effect);
  } catch (const Error&) {
    return "";  // SQLite's own words stand alone then
  }
}

}  // namespace plumbline
