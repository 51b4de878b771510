#pragma once
// What a statement touches, as SQLite itself says while it compiles it:
// https://sqlite.org/c3ref/set_authorizer.html
#include <map>
#include <memory>
#include <set>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

struct TableWrites {
  bool inserts = false;
  bool deletes = false;
  std::set<Identifier> updates;  ///< columns
};

/// Triggers and foreign key actions are included: they are compiled along.
struct Touched {
  std::map<Identifier, TableWrites> writes;          ///< rows of tables of `main`
  std::map<Identifier, std::set<Identifier>> reads;  ///< columns of tables of `main`
  std::set<Identifier> dropped;                      ///< tables of `main` that it drops
  std::set<Identifier> temp_tables;                  ///< TEMP tables that it makes, reads or writes
  bool adds_objects = false;                         ///< it puts new rows into sqlite_schema
  bool changes_objects = false;     ///< it changes or removes rows of sqlite_schema
  std::set<std::string> functions;  ///< SQL functions that it calls, in lower case
  std::string pragma;               ///< a PRAGMA that it is, or runs (ALTER TABLE does)
  std::string pragma_value;         ///< what it is set to; empty where it is only read
  std::string transaction;  ///< BEGIN, COMMIT, ROLLBACK; "SAVEPOINT BEGIN", "SAVEPOINT RELEASE", …
  std::string savepoint;    ///< its name
};

/// Watches one connection, a shadow, until it goes; what a shadow denies stays denied.
class Observer {
 public:
  explicit Observer(const Connection& shadow);
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  /// What was touched since the last call.
  Touched take();

 private:
  const Connection* shadow_;
  struct Noted;
  std::unique_ptr<Noted> noted_;
};

}  // namespace plumbline
