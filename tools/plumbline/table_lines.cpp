#include "tools/plumbline/table_lines.hpp"

#include <algorithm>

#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Names wider than this do not push their whole table to the right.
constexpr std::size_t widest = 40;

void append_conflict(std::string& out, ConflictClause clause) {
  if (clause == ConflictClause::unstated) return;
  out += " ON CONFLICT ";
  out += word_of(clause);
}

/// Words after one another, two spaces between.
void begin_attribute(std::string& out) { out += "  "; }

void append_default_and_collation(std::string& out, const Column& column) {
  if (column.default_sql) {
    begin_attribute(out);
    out += "DEFAULT ";
    append_one_line(out, *column.default_sql);
  }
  if (!column.collation.empty() && !equal_folded(column.collation, "BINARY")) {
    begin_attribute(out);
    out += "COLLATE ";
    append_visible(out, column.collation);
  }
}

void append_generated(std::string& out, const Column& column) {
  if (!column.generated) return;
  begin_attribute(out);
  out += "AS (";
  append_one_line(out, column.generated->expression);
  out += column.generated->stored ? ") STORED" : ") VIRTUAL";
}

/// A key of one column is shown with it, one of several on a line of its own.
bool is_key_of(const PrimaryKey& key, const Column& column) {
  return key.columns.size() == 1 && key.columns.front().column == column.name;
}

void append_key_word(std::string& out, const PrimaryKey& key) {
  begin_attribute(out);
  out += "PRIMARY KEY";
  if (key.columns.front().descending) out += " DESC";
  append_conflict(out, key.on_conflict);
  if (key.autoincrement) out += " AUTOINCREMENT";
}

struct Widths {
  std::size_t name = 0, type = 0;
  bool any_not_null = false;
};

Widths widths_of(const Table& table) {
  Widths widths;
  for (const Column& column : table.columns) {
    widths.name = std::max(widths.name, std::min(width_of(column.name.text()), widest));
    widths.type = std::max(widths.type, std::min(width_of(column.type), widest));
    widths.any_not_null |= column.not_null;
  }
  return widths;
}

void append_padded(std::string& out, std::string_view word, std::size_t width) {
  append_visible(out, word);
  const std::size_t taken = width_of(word);
  if (taken < width) out.append(width - taken, ' ');
}

void append_column(std::string& out, const Table& table, const Column& column,
                   const Widths& widths) {
  out += "  ";
  append_padded(out, column.name.text(), widths.name);
  out += "  ";
  append_padded(out, column.type, widths.type);
  if (widths.any_not_null) {
    begin_attribute(out);
    out += column.not_null ? "NOT NULL" : "        ";
    append_conflict(out, column.not_null_conflict);
  }
  append_default_and_collation(out, column);
  append_generated(out, column);
  if (table.primary_key && is_key_of(*table.primary_key, column)) {
    append_key_word(out, *table.primary_key);
  }
  if (column.hidden) out += "  hidden";
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

void begin_constraint(std::string& out, const std::optional<Identifier>& name) {
  out += "  ";
  if (!name) return;
  out += "CONSTRAINT ";
  append_visible(out, name->text());
  out += ' ';
}

void append_foreign_key(std::string& out, const ForeignKey& key) {
  begin_constraint(out, key.name);
  out += "FOREIGN KEY ";
  append_names(out, key.columns);
  out += " → ";
  append_visible(out, key.parent.text());
  if (!key.parent_columns.empty()) append_names(out += ' ', key.parent_columns);
  if (key.on_delete != ForeignKeyAction::no_action) {
    (out += " ON DELETE ") += word_of(key.on_delete);
  }
  if (key.on_update != ForeignKeyAction::no_action) {
    (out += " ON UPDATE ") += word_of(key.on_update);
  }
  if (!key.deferrable.empty()) append_one_line(out += ' ', key.deferrable);
  out += '\n';
}

}  // namespace

void append_names(std::string& out, const std::vector<Identifier>& names) {
  out += '(';
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += ", ";
    append_visible(out, names[i].text());
  }
  out += ')';
}

void append_parts(std::string& out, const std::vector<KeyPart>& parts) {
  out += '(';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += ", ";
    if (parts[i].expression) {
      append_one_line(out, *parts[i].expression);
    } else {
      append_visible(out, parts[i].column.text());
    }
    if (!parts[i].collation.empty() && !equal_folded(parts[i].collation, "BINARY")) {
      out += " COLLATE ";
      append_visible(out, parts[i].collation);
    }
    if (parts[i].descending) out += " DESC";
  }
  out += ')';
}

void append_columns(std::string& out, const Table& table) {
  const Widths widths = widths_of(table);
  for (const Column& column : table.columns) append_column(out, table, column, widths);
}

void append_constraints(std::string& out, const Table& table) {
  if (table.primary_key && table.primary_key->columns.size() > 1) {
    begin_constraint(out, table.primary_key->name);
    append_parts(out += "PRIMARY KEY ", table.primary_key->columns);
    append_conflict(out, table.primary_key->on_conflict);
    out += '\n';
  }
  for (const Unique& unique : table.uniques) {
    begin_constraint(out, unique.name);
    append_parts(out += "UNIQUE ", unique.columns);
    append_conflict(out, unique.on_conflict);
    out += '\n';
  }
  for (const Check& check : table.checks) {
    begin_constraint(out, check.name);
    append_one_line(out += "CHECK (", check.expression);
    out += ")\n";
  }
  for (const ForeignKey& key : table.foreign_keys) append_foreign_key(out, key);
}

}  // namespace plumbline
