#pragma once
// What differs between two schemas, as facts: how to get from one to the other is the planner's.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

/// `cosmetic` differs in text, `drift` in meaning.
enum class ChangeClass { cosmetic, drift };

enum class TableOption { strict, without_rowid, autoincrement };
enum class ColumnAttribute { type, not_null, default_value, collation, generated };
enum class ConstraintKind { primary_key, unique, check, foreign_key };
enum class Verb { add, drop, change };
enum class Setting { user_version, application_id };

struct AddTable {
  Identifier table;
};
struct DropTable {
  Identifier table;
};
struct RenameTable {
  Identifier from, to;
};
/// A virtual table whose arguments differ; `from` and `to` are the statements.
struct ChangeVirtualTable {
  Identifier table;
  std::string from, to;
};
struct ChangeTableOption {
  Identifier table;
  TableOption option;
  bool to;
};
struct AddColumn {
  Identifier table, column;
  std::string definition;
};
struct DropColumn {
  Identifier table, column;
};
struct RenameColumn {
  Identifier table, from, to;
};
/// `from` and `to` as a reader would write them: "TEXT", "NOT NULL", "nothing".
struct ChangeColumn {
  Identifier table, column;
  ColumnAttribute attribute;
  std::string from, to;
};
struct ReorderColumns {
  Identifier table;
  std::vector<Identifier> from, to;
};
/// `from` is empty for an added constraint, `to` for a dropped one.
struct ChangeConstraint {
  Identifier table;
  ConstraintKind kind;
  Verb verb;
  std::string from, to;
};
/// An index, a view or a trigger; `from` and `to` are what differs.
struct ChangeObject {
  ObjectRef object;
  Verb verb;
  std::string from, to;
};
/// The same object in other words: quoting, spacing, comments, names of constraints.
struct Respell {
  ObjectRef object;
  std::string from, to;
};
struct ChangeSetting {
  Setting setting;
  std::int64_t from, to;
};

using ChangeFact =
    std::variant<AddTable, DropTable, RenameTable, ChangeVirtualTable, ChangeTableOption, AddColumn,
                 DropColumn, RenameColumn, ChangeColumn, ReorderColumns, ChangeConstraint,
                 ChangeObject, Respell, ChangeSetting>;

struct Change {
  ChangeFact fact;
  ChangeClass severity = ChangeClass::drift;
};

/// A rename somebody told us of; renames are never guessed. Without `column`: of the table.
struct Rename {
  Identifier table;  ///< the table's old name
  std::optional<Identifier> column;
  Identifier to;
};

/// The closed vocabulary of the JSON output: "add-index", "change-type", …
std::string kind_of(const Change& change);
std::vector<std::string> all_change_kinds();
ObjectRef object_of(const Change& change);
/// One line a person reads: "type: TEXT → INTEGER". Names no object: object_of does.
std::string describe(const Change& change);
std::string to_string(ChangeClass severity);

/// Whether it is an object that only the first of the two has, as a whole.
bool is_extra(const Change& change);

bool any_drift(const std::vector<Change>& changes);

}  // namespace plumbline
