#pragma once
// CREATE TABLE text, read and written: for what no PRAGMA shows (CHECK, generated expressions,
// constraint names, ON CONFLICT, DEFERRABLE, collations). Grammar:
// https://sqlite.org/lang_createtable.html
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

/// A constraint of a column or of a table, as it stands in the text.
struct ConstraintText {
  enum class Kind {
    primary_key,
    not_null,
    null,  ///< the word NULL, which SQLite takes and ignores
    unique,
    check,
    default_value,
    collate,
    foreign_key,
    generated,
    deferrable,  ///< DEFERRABLE … with other constraints between it and its REFERENCES
    name_only,   ///< CONSTRAINT x with nothing behind it, which SQLite takes
  };
  Kind kind = Kind::name_only;
  std::optional<Identifier> name;
  std::vector<KeyPart> columns;    ///< of a table's PRIMARY KEY or UNIQUE
  bool descending = false;         ///< of a column's PRIMARY KEY
  bool ascending_written = false;  ///< likewise: the word ASC is there
  bool autoincrement = false;
  ConflictClause on_conflict = ConflictClause::unstated;
  std::string text;        ///< the expression without its parentheses (CHECK, generated), the
                           ///< value as written (DEFAULT), the collation's name (COLLATE)
  bool stored = false;     ///< of a generated column
  ForeignKey foreign_key;  ///< columns are empty for a column's REFERENCES
};

struct ColumnText {
  Identifier name;
  std::string type;  ///< the words of the type, single spaces between: "VARCHAR(10)", ""
  std::vector<ConstraintText> constraints;
};

struct CreateTableText {
  Identifier name;
  std::size_t name_offset = 0;  ///< where the name starts in the text that was read …
  std::size_t name_length = 0;  ///< … and its length, quotes included (0 for one that was built)
  std::vector<ColumnText> columns;
  std::vector<ConstraintText> constraints;
  bool without_rowid = false;
  bool strict = false;
};

/// What `sql`, a CREATE TABLE statement, says. Nothing where it holds something that this reader
/// does not know, or where writing it again does not give the same tokens (quoting and order of
/// equal clauses aside): then the table is only partly understood.
std::optional<CreateTableText> read_create_table(std::string_view sql);

/// The statement in one layout: a column or constraint a line, names in double quotes.
std::string write_create_table(const CreateTableText& table);

/// Fills in `table` what only the text shows, and what the text shows as well as PRAGMAs do:
/// everything but its name, kind, indexes, sql and rowid_alias. Key parts without a COLLATE get
/// their column's; one of their own stays as written, BINARY too. The key columns of WITHOUT ROWID
/// and STRICT tables become NOT NULL, as PRAGMA table_xinfo shows them.
void apply_text(const CreateTableText& text, Table& table);

/// The text for a table given as values. A type that is no plain type gets quotes, a DEFAULT that
/// is an expression gets parentheses; comments around expressions go.
CreateTableText text_of(const Table& table);

/// `sql` (CREATE TABLE, as it is) with another name for the table; nothing else changes, also not
/// mentions of the table inside. Empty where the head of the statement is not understood.
std::optional<std::string> with_table_name(std::string_view create_table, const Identifier& name);

/// "name TYPE …": one column definition as write_create_table writes it, for ADD COLUMN.
std::string write_column(const ColumnText& column);
/// One constraint as write_create_table writes it: "CHECK (a > 0)".
std::string write_constraint(const ConstraintText& constraint);

}  // namespace plumbline
