#pragma once
// Migrations as they are on disk, and the log that their runner keeps of them in the database.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Around what a runner puts a transaction. Where it is `none`, a migration can stop half-way.
enum class TransactionMode { unknown, none, per_migration, all };

/// One SQL statement of a migration, without its semicolon, and its place in the file (1-based).
struct MigrationStatement {
  std::string sql;
  int line = 1;
  int column = 1;
};

/// What a runner does where a precondition of a migration does not hold.
enum class OnFail { halt, pass_over, mark_ran, run_all_the_same };

/// A question that a runner asks the database before it runs a migration.
struct Precondition {
  std::string sql;
  std::string expected;  ///< the one value that `sql` has to give, as text
};
struct Preconditions {
  std::vector<Precondition> list;
  OnFail on_fail = OnFail::halt;
  OnFail on_error = OnFail::halt;  ///< where a question is an error of SQLite
  std::string unknown;             ///< one that is no SQL, as written: its answer is not known
};

struct Migration {
  std::string id;    ///< how people call it: the file's name without extension, or its folder's
  std::string key;   ///< what the log holds once it is applied
  std::string file;  ///< a path that the user can open
  /// What the runner's pattern reads off the file's name ("file", "stem", "dir", "version", "name",
  /// …), for the log row.
  std::map<std::string, std::string> fields;
  std::vector<MigrationStatement> up;
  std::vector<MigrationStatement> down;  ///< the undo part, where the file or a twin of it has one
  TransactionMode transaction = TransactionMode::unknown;
  std::string checksum;  ///< as the runner computes it; empty where it keeps none
  /// What the checksum would be, were the file written with other line ends or a trailing newline.
  std::vector<std::string> cosmetic_checksums;
  /// Others that the file itself declares to be as good (Liquibase's validCheckSum); "any": all.
  std::vector<std::string> valid_checksums;
  /// For a migration without SQL (TypeScript, Python, …): the schema behind it, from a history.
  std::optional<Schema> snapshot;
  bool has_sql = true;  ///< false: written in a programming language
  /// Its runner runs it once more when its text has changed (Flyway's R__, Liquibase's
  /// runOnChange): another checksum in the log is no offence, and it has no place in the order of
  /// the others.
  bool runs_again_when_edited = false;
  bool runs_always = false;  ///< at every start, edited or not (Liquibase's runAlways)
  Preconditions preconditions;
  std::string runner_stops;  ///< why the next start ends before it; empty where it does not
  std::string unforeseen;    ///< why nobody can tell whether it runs; empty where one can
};

/// Migrations that are there and are not read: in a format that is not known, or for another
/// database.
struct UnreadMigrations {
  std::string file;      ///< a path that the user can open
  std::string key_tail;  ///< how their keys in the log end
};

/// A directory of migrations, in the order in which its runner takes them.
struct Migrations {
  std::string directory;
  std::vector<Migration> list;
  std::vector<Finding> findings;  ///< what is wrong with a file: not UTF-8, a duplicated version, …
  std::vector<std::string> notes;  ///< how they were read: placeholders filled, files left out
  std::vector<UnreadMigrations> unread = {};
};

/// The migration that `name` means, by id, key, file name with or without extension, or version;
/// nothing where none or more than one fits.
std::optional<std::size_t> find_migration(const std::vector<Migration>& migrations,
                                          const std::string& name);

/// One row of a log.
struct LogRecord {
  std::string key;       ///< as text
  std::string checksum;  ///< as text, a blob in hexadecimal; empty where unknown
  bool failed = false;   ///< the runner has marked it as failed or unfinished
  std::string at;        ///< the time as the log holds it; empty where it keeps none
  /// Of a failed one: how many of its statements have run, where the log says it.
  std::optional<std::size_t> statements_run = std::nullopt;
  bool not_run = false;  ///< recorded by a runner that has passed over it: a precondition failed
};

/// What the runner's table says. Rows that are no migrations (goose's version 0) are left out.
struct MigrationLog {
  std::string runner;              ///< "kysely"
  Identifier table;                ///< empty for PRAGMA user_version
  std::vector<LogRecord> records;  ///< in the order of the log
  std::vector<std::string>
      locks;  ///< lock rows that are set: "kysely_migration_lock: is_locked = 1"
  std::vector<std::string> notes;  ///< columns that are missing, keys that are NULL, …
  /// Versions up to which all migrations count as applied and never run: the database was there
  /// before its runner.
  std::vector<std::string> baselines = {};
};

}  // namespace plumbline
