#include <algorithm>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

using Kind = ConstraintText::Kind;

/// "BINARY" is what holds without a word: https://sqlite.org/datatype3.html#collation
std::string collation_named(const std::string& name) {
  return equal_folded(name, "BINARY") ? std::string() : name;
}

/// SQLite takes the quotes off a type that begins with one, and drops what follows it.
std::string declared_type(const std::string& type) {
  if (type.find_first_of("\"'`[") != 0) return type;
  return unquoted(tokens_of(type).front());
}

Column* column_named(Table& table, const Identifier& name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

// In two passes: a key may name a column, and so its collation, that stands behind it.
class Apply {
 public:
  explicit Apply(Table& table) : table_(table) {}

  void run(const CreateTableText& text) {
    clear();
    table_.without_rowid = text.without_rowid;
    table_.strict = text.strict;
    table_.columns.reserve(text.columns.size());  // exactly: columns are most of a schema's memory
    for (const ColumnText& column : text.columns) add_column(column);
    for (const ColumnText& column : text.columns) {
      for (const ConstraintText& constraint : column.constraints) {
        add_constraint(constraint, &column.name);
      }
    }
    for (const ConstraintText& constraint : text.constraints) add_constraint(constraint, nullptr);
    if (table_.primary_key && (table_.without_rowid || (table_.strict && !is_rowid_)))
      require_key();
  }

 private:
  void clear() {
    table_.columns.clear();
    table_.uniques.clear();
    table_.checks.clear();
    table_.foreign_keys.clear();
    rowid_alias_as_told_ = table_.primary_key && table_.primary_key->rowid_alias;
    table_.primary_key.reset();
  }

  void add_column(const ColumnText& text) {
    Column& column = table_.columns.emplace_back();
    column.name = text.name;
    column.type = declared_type(text.type);
    for (const ConstraintText& constraint : text.constraints) add_attribute(column, constraint);
  }

  // Of two equal attributes SQLite keeps the last.
  void add_attribute(Column& column, const ConstraintText& constraint) {
    switch (constraint.kind) {
      case Kind::not_null:
        column.not_null = true;
        column.not_null_name = constraint.name;
        column.not_null_conflict = constraint.on_conflict;
        return;
      case Kind::default_value:
        column.default_sql = constraint.text;
        return;
      case Kind::collate:
        column.collation = collation_named(constraint.text);
        return;
      case Kind::generated:
        column.generated = Generated{constraint.text, constraint.stored};
        return;
      default:
        return;
    }
  }

  void add_constraint(const ConstraintText& constraint, const Identifier* column) {
    switch (constraint.kind) {
      case Kind::primary_key:
        return set_primary_key(constraint, column);
      case Kind::unique:
        table_.uniques.push_back(
            {constraint.name, key_parts(constraint, column), constraint.on_conflict});
        return;
      case Kind::check:
        table_.checks.push_back({constraint.name, constraint.text});
        return;
      case Kind::foreign_key:
        return add_foreign_key(constraint, column);
      case Kind::deferrable:
        return defer_last_key(constraint.text);
      default:
        return;
    }
  }

  std::vector<KeyPart> key_parts(const ConstraintText& constraint, const Identifier* column) {
    std::vector<KeyPart> parts = constraint.columns;
    if (column != nullptr) {
      KeyPart& part = parts.emplace_back();
      part.column = *column;
      part.descending = constraint.descending;
    }
    for (KeyPart& part : parts) {
      const Column* named = column_named(table_, part.column);
      if (part.collation.empty() && named != nullptr) part.collation = named->collation;
    }
    return parts;
  }

  void set_primary_key(const ConstraintText& constraint, const Identifier* column) {
    table_.primary_key =
        PrimaryKey{constraint.name, key_parts(constraint, column), constraint.on_conflict,
                   constraint.autoincrement, rowid_alias_as_told_};
    is_rowid_ = makes_rowid(column != nullptr && constraint.descending);
  }

  // https://sqlite.org/lang_createtable.html#rowid
  bool makes_rowid(bool descending_at_column) {
    const std::vector<KeyPart>& parts = table_.primary_key->columns;
    if (parts.size() != 1 || descending_at_column) return false;
    const Column* column = column_named(table_, parts.front().column);
    return column != nullptr && equal_folded(column->type, "INTEGER");
  }

  // As PRAGMA table_xinfo shows it: the key columns of such a table hold no NULL.
  // https://sqlite.org/withoutrowid.html, https://sqlite.org/stricttables.html
  void require_key() {
    for (const KeyPart& part : table_.primary_key->columns) {
      if (Column* column = column_named(table_, part.column)) column->not_null = true;
    }
  }

  void add_foreign_key(const ConstraintText& constraint, const Identifier* column) {
    ForeignKey& key = table_.foreign_keys.emplace_back(constraint.foreign_key);
    key.name = constraint.name;
    if (column != nullptr) key.columns = {*column};
  }

  // SQLite gives such a clause to the key that was read last, also one of an earlier column.
  void defer_last_key(const std::string& deferrable) {
    if (table_.foreign_keys.empty()) return;
    ForeignKey& key = table_.foreign_keys.back();
    key.deferrable = deferrable;
    key.deferred = deferrable == "DEFERRABLE INITIALLY DEFERRED";
  }

  Table& table_;
  bool rowid_alias_as_told_ = false;
  bool is_rowid_ = false;
};

}  // namespace

void apply_text(const CreateTableText& text, Table& table) { Apply(table).run(text); }

}  // namespace plumbline
