#pragma once
// SQLite behind values that close themselves. No other folder sees sqlite3.h.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/deadline.hpp"
#include "model/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

class FileBytes;
struct TableSet;

/// Why SQLite would not: its own words, its extended code, and where in the statement (-1:
/// unknown).
struct SqlFailure {
  std::string message;
  int code = 0;
  int offset = -1;
};

class Connection {
 public:
  /// `uri` as https://sqlite.org/uri.html; `name` is what errors call the database.
  static Connection open_read_only(const std::string& uri, const std::string& name);
  static Connection open_read_write(const std::string& uri, const std::string& name);
  /// An empty database in memory, without any protection: see shadow.hpp for running foreign SQL.
  static Connection in_memory(const std::string& name);
  /// The handle is the connection's from now on.
  static Connection adopt(sqlite3* handle, std::string name);
  /// The same of a shadow. Where the machine fails it (no room for temporary files, no memory, the
  /// live file cannot be read) or its deadline is over, that says nothing of the SQL: Error is
  /// thrown, never returned. SQLite looks at the deadline while a statement runs
  /// (https://sqlite.org/c3ref/progress_handler.html), and we before one is compiled.
  static Connection adopt_shadow(sqlite3* handle, std::string name,
                                 std::optional<Deadline> deadline);

  sqlite3* handle() const { return handle_.get(); }
  const std::string& name() const { return name_; }

  /// Runs every statement of `sql`, rows dropped. Stops at the first that fails.
  std::optional<SqlFailure> try_execute(std::string_view sql) const;
  /// The same, throwing Error(failed).
  void execute(std::string_view sql) const;
  /// Whether `sql` compiles; runs nothing (but see SQLite on PRAGMAs: some act when compiled).
  std::optional<SqlFailure> try_prepare(std::string_view sql) const;

  /// The first column of the first row; nothing for no row or NULL.
  std::optional<std::int64_t> integer(std::string_view sql) const;
  std::optional<std::string> text(std::string_view sql) const;

  bool in_transaction() const;
  /// Gives back what SQLite holds, its parsed schema above all. The connection is of no use then.
  void close() { handle_.reset(); }
  SqlFailure last_failure() const;
  /// Shadows that live at the same time read the same moment: see live_bytes.hpp.
  std::weak_ptr<const FileBytes>& read_by_shadows() const { return read_by_shadows_; }
  /// What was noted of a shadow since it was made; of any other connection: all. To be asked
  /// through changed_tables.hpp.
  TableSet& changed() const { return *changed_; }

 private:
  friend class Query;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Connection(sqlite3* handle, std::string name);
  SqlFailure of_the_sql(SqlFailure failure, std::string_view sql) const;
  void require_time(std::string_view sql) const;

  std::shared_ptr<TableSet> changed_;  ///< outlives the handle, whose authorizer writes there
  std::unique_ptr<const Deadline> deadline_;  ///< the same: its progress handler looks there
  std::unique_ptr<sqlite3, Close> handle_;
  std::string name_;
  bool is_shadow_ = false;
  mutable std::weak_ptr<const FileBytes> read_by_shadows_;
};

/// One prepared statement. Parameters and columns are counted as SQLite counts them: from 1 and
/// from 0. Texts are views that live until the next step or reset.
class Query {
 public:
  /// Throws Error(failed) where `sql` does not compile.
  Query(const Connection& connection, std::string_view sql);

  Query& bind(int parameter, std::string_view value);
  Query& bind(int parameter, std::int64_t value);
  /// Whether there is a row. Throws Error(failed).
  bool step();
  /// Nothing, or why the step failed; `row` says whether there is a row.
  std::optional<SqlFailure> try_step(bool& row);
  void reset();

  int columns() const;
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  std::string column_name(int column) const;
  sqlite3_stmt* handle() const { return handle_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  const Connection* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// "3.40.1", of the library that this program runs on, and the same as a number: 3040001.
std::string sqlite_library_version();
int sqlite_library_version_number();

/// What an Error about `failure` should say it is.
Error to_error(const SqlFailure& failure, const SourcePosition& where);

}  // namespace plumbline
