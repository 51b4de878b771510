#include "analyzer/plan/put_aside.hpp"

#include <algorithm>

#include "analyzer/diff/meaning.hpp"

namespace plumbline {

namespace {

constexpr std::string_view aside_prefix = "plumbline_rows_";

std::string column_list(const std::vector<ColumnSource>& sources) {
  std::string list;
  for (const ColumnSource& source : sources) {
    list += (list.empty() ? "" : ", ") + source.column.quoted();
  }
  return list;
}

std::string expression_list(const std::vector<ColumnSource>& sources) {
  std::string list;
  for (const ColumnSource& source : sources) {
    list += (list.empty() ? "" : ", ") + source.expression;
  }
  return list;
}

/// Nothing in common: the rows stay, as defaults. An INSERT … SELECT must name one column.
ColumnSource default_row(const Table& target) {
  if (const auto rowid = rowid_name(target)) return {*rowid, "NULL"};
  const auto column = std::ranges::find_if(
      target.columns, [](const Column& candidate) { return !candidate.generated; });
  const std::string value = default_meaning(*column);
  return {column->name, value.empty() ? "NULL" : value};
}

std::string name_aside(const Table& target, const ColumnSource& source) {
  return find_column(target, source.column) ? source.column.quoted() : rowid_aside(target);
}

}  // namespace

/// None of "rowid", "oid" and "_rowid_", or reading it back would read those of that table.
std::string rowid_aside(const Table& target) {
  std::string name = "plumbline_rowid";
  while (find_column(target, Identifier(name))) name += "_";
  return name;
}

Identifier aside_name(const Identifier& table) {
  return Identifier(std::string(aside_prefix) + table.text());
}

std::optional<Identifier> aside_of(const Identifier& name) {
  if (!name.text().starts_with(aside_prefix)) return std::nullopt;
  return Identifier(name.text().substr(aside_prefix.size()));
}

std::string copy_rows(const Identifier& from, const Identifier& into, const Table& target,
                      const std::vector<ColumnSource>& sources) {
  if (sources.empty()) {
    const ColumnSource source = default_row(target);
    return "INSERT OR ABORT INTO " + into.quoted() + "(" + source.column.quoted() + ") SELECT " +
           source.expression + " FROM " + from.quoted();
  }
  return "INSERT OR ABORT INTO " + into.quoted() + "(" + column_list(sources) + ")\nSELECT " +
         expression_list(sources) + "\nFROM " + from.quoted();
}

Statement put_aside(const Table& live, const Table& target,
                    const std::vector<ColumnSource>& sources, const std::string& why) {
  std::string selected;
  for (const ColumnSource& source : sources) {
    selected +=
        (selected.empty() ? "" : ", ") + source.expression + " AS " + name_aside(target, source);
  }
  return {"CREATE TABLE " + aside_name(target.name).quoted() + " AS SELECT " +
              (selected.empty() ? "NULL AS c0" : selected) + "\nFROM " + live.name.quoted(),
          why,
          {}};
}

std::string copy_back(const Table& target, const std::vector<ColumnSource>& sources) {
  const Identifier aside = aside_name(target.name);
  std::vector<ColumnSource> from_aside;
  for (const ColumnSource& source : sources) {
    from_aside.push_back({source.column, aside.quoted() + "." + name_aside(target, source)});
  }
  return copy_rows(aside, target.name, target, from_aside);
}

}  // namespace plumbline
