#pragma once
// A schema as values. Every schema of the program, whatever it was read from, is one of these.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/identifier.hpp"

namespace plumbline {

/// What to do when a constraint fails: https://sqlite.org/lang_conflict.html. `unstated` acts as
/// `abort` does.
enum class ConflictClause { unstated, rollback, abort, fail, ignore, replace };

/// https://sqlite.org/foreignkeys.html#fk_actions
enum class ForeignKeyAction { no_action, restrict_, set_null, set_default, cascade };

/// The words of SQLite's grammar: "ABORT", empty where unstated; "SET NULL".
std::string_view word_of(ConflictClause clause);
std::string_view word_of(ForeignKeyAction action);

/// `partial`: the CREATE text holds something that our reader does not know. Such a table is shown
/// and compared, but never rebuilt.
enum class Understanding { complete, partial };

enum class TableKind { ordinary, virtual_table, shadow };

/// A generated column: https://sqlite.org/gencol.html. `expression` is without its parentheses.
struct Generated {
  std::string expression;
  bool stored = false;
  bool operator==(const Generated&) const = default;
};

struct Column {
  Identifier name;
  std::string type;  ///< as declared; empty where none is
  bool not_null = false;
  std::optional<Identifier> not_null_name;
  ConflictClause not_null_conflict = ConflictClause::unstated;
  std::optional<std::string> default_sql;  ///< as written behind DEFAULT, parentheses included
  std::string collation;                   ///< empty means BINARY
  std::optional<Generated> generated;
  bool hidden = false;  ///< a hidden column of a virtual table
};

/// One entry of a key or an index: a column, or, where `expression` is set, an expression.
struct KeyPart {
  Identifier column;
  std::optional<std::string> expression;
  std::string collation;  ///< in a key or an index: the one in force; empty means BINARY
  bool descending = false;
};

struct PrimaryKey {
  std::optional<Identifier> name;
  std::vector<KeyPart> columns;
  ConflictClause on_conflict = ConflictClause::unstated;
  bool autoincrement = false;
  /// Whether the one column is the rowid: https://sqlite.org/lang_createtable.html#rowid
  bool rowid_alias = false;
};

struct Unique {
  std::optional<Identifier> name;
  std::vector<KeyPart> columns;
  ConflictClause on_conflict = ConflictClause::unstated;
};

struct Check {
  std::optional<Identifier> name;
  std::string expression;  ///< without its parentheses
};

struct ForeignKey {
  std::optional<Identifier> name;
  std::vector<Identifier> columns;
  Identifier parent;
  std::vector<Identifier> parent_columns;  ///< empty: the primary key of the parent
  ForeignKeyAction on_delete = ForeignKeyAction::no_action;
  ForeignKeyAction on_update = ForeignKeyAction::no_action;
  bool deferred = false;  ///< DEFERRABLE INITIALLY DEFERRED, the one form that defers
  std::string deferrable;  ///< the clause as written, upper case: "NOT DEFERRABLE", …; may be empty
  std::string match;       ///< MATCH name as written; SQLite parses and ignores it
};

struct Index {
  Identifier name;
  Identifier table;
  bool unique = false;
  std::vector<KeyPart> columns;
  std::optional<std::string> where;
  std::string sql;  ///< as sqlite_schema holds it
};

struct Table {
  Identifier name;
  TableKind kind = TableKind::ordinary;
  bool without_rowid = false;
  bool strict = false;
  std::vector<Column> columns;
  std::optional<PrimaryKey> primary_key;
  std::vector<Unique> uniques;
  std::vector<Check> checks;
  std::vector<ForeignKey> foreign_keys;
  std::map<Identifier, Index> indexes;  ///< those that CREATE INDEX made
  std::string module;                   ///< of a virtual table
  std::string sql;                      ///< as sqlite_schema holds it
  Understanding understanding = Understanding::complete;
};

struct View {
  Identifier name;
  std::vector<Identifier> columns;  ///< as SQLite resolves them; empty where the view is broken
  std::string sql;
};

struct Trigger {
  Identifier name;
  Identifier table;  ///< the table or view it fires on
  std::string sql;
};

enum class ObjectType { database, table, column, index, view, trigger };

/// What a change or a finding is about. For a column, `table` is its table.
struct ObjectRef {
  ObjectType type = ObjectType::database;
  Identifier name;
  Identifier table;
  bool operator==(const ObjectRef&) const = default;
};
std::string to_string(ObjectType type);

/// An object that could not be read in full, and why. It costs that object and no more.
struct Problem {
  ObjectRef object;
  std::string what;
};

struct Schema {
  std::map<Identifier, Table> tables;
  std::map<Identifier, View> views;
  std::map<Identifier, Trigger> triggers;
  std::optional<std::int64_t> user_version;    ///< nothing: not stated, so never compared
  std::optional<std::int64_t> application_id;  ///< likewise
  std::vector<Problem> problems;
};

/// Null where there is none.
const Table* find_table(const Schema& schema, const Identifier& name);
const Column* find_column(const Table& table, const Identifier& name);
const Index* find_index(const Schema& schema, const Identifier& name);

/// The column that is the rowid, or null.
const Column* rowid_alias(const Table& table);

}  // namespace plumbline
