#pragma once
// Which file takes back what another one does, told by their names.
#include <set>
#include <string>
#include <vector>

namespace plumbline {

/// A file name as the undo part of another one. `base` is what both names have in common.
struct UndoName {
  enum class Kind {
    none,
    likely,   ///< "_down.sql", "U1__a.sql": only where there is a file that it would undo
    certain,  ///< "down.sql", "x.down.sql", "x.undo.sql", "x.rollback.sql"
  };
  Kind kind = Kind::none;
  std::string base;
};
UndoName undo_name(const std::string& path);

/// The bases under which an undo file may name this one: "x.up.sql" and "x.sql" share theirs with
/// "x.down.sql".
std::vector<std::string> forward_bases(const std::string& path);

/// How people call a migration: the file's name without extension and without ".up", or its folder
/// for x/migration.sql and x/up.sql.
std::string short_id(const std::string& path);

}  // namespace plumbline
