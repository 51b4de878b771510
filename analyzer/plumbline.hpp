#pragma once
// Plumbline as a library: an application asks about its own database, for instance at its start,
// before it touches it. The installed package has this as <plumbline/plumbline.hpp>, and a CMake
// package: find_package(plumbline), target plumbline::plumbline.
//
// Values in, values out. The database is only read, beside other processes that write to it. Ask
// before this process opens it: closing any of its files ends the locks that the process has on it
// (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
// The process stays as it is: no signal handlers, no limits of SQLite, nothing of its environment;
// only some VFS of our own are registered beside SQLite's. The SQLite that the library is linked
// with is the application's. Several threads may ask at once.
#include <string>
#include <string_view>
#include <vector>

#include "model/error.hpp"

namespace plumbline {

/// What is to be held against the database: the declared schema, or the migrations, or both.
struct SelfCheckRequest {
  std::string database;          ///< the file
  std::string schema = {};       ///< a .sql or .yaml file that declares it; empty: nothing does
  std::string migrations = {};   ///< their directory, or a recorded history; empty: there are none
  std::string runner = "auto";   ///< whose log it keeps ("dbmate"); auto: told by the log's columns
  bool foreign_keys = true;      ///< as the application sets PRAGMA foreign_keys
  double deadline_seconds = 60;  ///< for the whole answer; behind it there is none but an Error
};

/// The first that is true. `pending` and `sound` are what an application wants to hear.
enum class SelfCheckVerdict {
  no_database,   ///< there is no such file: a first start, or a wrong path
  half_done,     ///< a migration stopped between two of its statements
  inconsistent,  ///< log, files and schema do not agree, or cannot be compared
  fails,         ///< the pending migrations fail on these rows
  loses_rows,    ///< they delete rows that nobody said should go
  drifts,        ///< the schema is not the declared one, nor would be with the pending migrations
  unsound,       ///< something else is wrong, and a finding says what
  pending,       ///< migrations wait; tried on a copy, they succeed and end where they should
  sound,         ///< nothing to do
};
/// "half-done"
std::string_view to_string(SelfCheckVerdict verdict);

struct SelfCheckFinding {
  enum class Severity { note, warning, error };

  std::string rule;  ///< "half-done-migration": `plumbline explain` has a page about each
  Severity severity = Severity::note;
  std::string object;  ///< "table users"; "database" where it is about all of it
  std::string file;    ///< empty where no file is meant
  int line = 0;
  std::string message;
  std::string remedy;
};

struct SelfCheck {
  SelfCheckVerdict verdict = SelfCheckVerdict::sound;
  std::vector<SelfCheckFinding> findings;  ///< gravest first
  std::vector<std::string> pending;        ///< the migrations that the next run of the runner runs
  /// For a log or a terminal: what the verdict means, then errors and warnings with what to do.
  std::string text;

  /// Whether the application can start, and run its migrations if it has some: `plumbline check`
  /// would end with 0.
  bool is_safe() const;
};

/// What `plumbline check` would say. Throws Error where a source cannot be read (not for a database
/// that is not there) and where neither a schema nor migrations are named.
SelfCheck check_itself(const SelfCheckRequest& request);

/// "0.1.0"
std::string_view plumbline_version();

}  // namespace plumbline
