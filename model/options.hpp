#pragma once
// What the user asked for besides the verb: the flags of the command line as values.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/change.hpp"
#include "model/deadline.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// The engine a script is written for: which statements it may use.
struct Runtime {
  enum class Engine { sqlite, d1, libsql };
  Engine engine = Engine::sqlite;
  int version = 3040001;  ///< SQLITE_VERSION_NUMBER of the engine, or of what it is built on
};
/// "sqlite-3.40", "sqlite-3.40.1", "d1", "libsql"; nothing where it is none of them.
std::optional<Runtime> runtime_named(const std::string& word);
std::string to_string(const Runtime& runtime);

enum class Rows { full, sample };

struct Options {
  std::vector<Rename> renames;
  std::set<Hazard> allow;
  bool drop_extra = false;
  bool exact = false;         ///< every cosmetic difference counts
  bool column_order = false;  ///< the order of columns counts
  bool foreign_keys = true;   ///< as the application sets them
  bool show_values = false;   ///< row values may appear in messages
  bool fingerprints = false;  ///< the answer shows them: they cost as much as reading the schema
  bool picture = false;       ///< the answer draws the schema
  Rows rows = Rows::full;
  std::optional<Runtime> runtime;                   ///< nothing: one that nearly everybody has
  std::vector<std::string> include, exclude;        ///< globs over the names of tables and views
  std::map<std::string, std::string> placeholders;  ///< --set NAME=VALUE
  std::optional<Deadline> deadline;                 ///< behind it there is no answer
  bool schema_only = false;  ///< of a database behind `via` no rows are needed
  std::string via;  ///< a shell command that takes SQL as its last word; empty: files are read
};

}  // namespace plumbline
