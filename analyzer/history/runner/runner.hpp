#pragma once
// A migration runner as data: where it keeps its log, how its files are named and cut, what it
// skips. One description a runner under runners/, embedded at build.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/migration.hpp"

namespace plumbline {

/// What the log holds. `rows`: a row a migration. `single_version`: one number, up to which all are
/// applied. `heads`: the tips of a graph. `user_version`: PRAGMA user_version.
enum class LogMode { rows, single_version, heads, user_version };

enum class MigrationOrder {
  name,            ///< by bytes
  utf16,           ///< by UTF-16 code units (JavaScript's sort)
  numeric,         ///< by the number in the name
  numeric_prefix,  ///< numbered ones first, by number, then by name
  last_13_digits,  ///< TypeORM
  dotted_version,  ///< Flyway: 1.2 < 1.10
  journal,         ///< as a journal, a plan or a change log lists them
  graph,           ///< parents first
  code,            ///< known to the application only: taken by name
};

/// How a file is cut into its forward part, its undo part and its statements.
enum class Sections {
  whole,
  breakpoint,     ///< "--> statement-breakpoint" between statements
  up_down_files,  ///< the undo part is a file of its own
  goose,          ///< "-- +goose Up"
  dbmate,         ///< "-- migrate:up"
  sql_migrate,    ///< "-- +migrate Up"
  liquibase,      ///< "--changeset author:id"
  code,           ///< not SQL
};

struct FileRule {
  std::string glob;  ///< "*.sql", "*/migration.sql", "**/*.sql"
  /// What its settings may name in place of `glob`, the narrowest first.
  std::vector<std::string> other_globs;
  std::string regex;  ///< over the path below the directory; named groups become fields
  std::string not_regex;
  std::string journal;  ///< a file that lists them: "meta/_journal.json", "sqitch.plan"
  std::string path;     ///< "{tag}.sql": where the entries of a journal are
  std::string parse;    ///< an adapter: "alembic", "liquibase", …
};

struct ChecksumRule {
  std::string column;                ///< its name, not quoted
  std::string algorithm;             ///< sha256, sha384, sha1, md5, crc32, siphash13
  std::string encoding;              ///< hex, blob, base64, decimal_u64, decimal_i32, versioned_hex
  std::string input;                 ///< text, bytes, key, lines, atlas, refinery, liquibase
  std::vector<std::string> unknown;  ///< texts that stand for "no checksum", as an empty one does
};

/// What the runner does with a migration older than the newest recorded one.
enum class Late { apply, refuse, skip };

struct Runner {
  std::string name;                  ///< "kysely": the word for --log
  std::string title;                 ///< "Kysely", "Cloudflare D1 (wrangler)"
  std::vector<std::string> aliases;  ///< other words for --log; several runners may share one
  std::vector<std::string> tables;   ///< the names it uses unless told otherwise
  std::vector<std::string> columns;  ///< those its table must have
  std::vector<std::string> lacks;    ///< those it must not have: they are a twin's
  bool exact_columns = false;        ///< no others under its own name either
  /// Column → the declared types that its releases write; columns beyond `columns` are optional.
  std::map<std::string, std::vector<std::string>> declared;
  bool exact_types = false;  ///< these types also under its own name, to tell twins apart
  bool fixed_name = false;   ///< the table is never called otherwise
  /// The file that its log is in, where that is no table of the database itself: "sqitch.db".
  std::string log_file;
  LogMode mode = LogMode::rows;
  /// SQL over a row (in mode user_version: over pragma_user_version): the identity of a migration.
  std::string key;
  std::string ok = "1";       ///< SQL: the row says "applied"
  std::string failed = "0";   ///< SQL: the row says "failed" or "unfinished"
  std::string not_run = "0";  ///< SQL: the row says that the runner has passed over the migration
  /// SQL: the row is no migration; {table} is the log, quoted. A row that is neither ok nor failed
  /// does not count either.
  std::string ignored = "0";
  /// SQL over a row: the version up to which it declares all migrations to be applied; NULL in all
  /// other rows. Empty: the runner knows no baseline.
  std::string baseline;
  /// SQL over a failed row: how many statements have run; the runner goes on behind them. Empty: it
  /// refuses to start.
  std::string resumes_behind;
  std::string newest_row_by;  ///< a column: only the newest row of a key counts (goose)
  bool repeats = false;       ///< several rows of one migration are usual
  bool ignores_case = false;  ///< keys are compared with ASCII case folded
  std::string at;             ///< SQL: when it was applied; empty where the log does not say
  bool watermark = false;     ///< it compares with the newest record only
  bool match_by_suffix = false;
  FileRule files;
  /// "{stem}", "{version:int}", "{version:nodash}", "{file:lower}"; "{position}" is the 1-based
  /// place among all files.
  std::string file_key;
  MigrationOrder order = MigrationOrder::name;
  Sections sections = Sections::whole;
  std::optional<ChecksumRule> checksum;
  Late late = Late::apply;
  /// Fields of a file's name and what they are in those that run again when their text changes.
  std::map<std::string, std::string> runs_again_when_edited;
  bool refuses_unknown = false;  ///< a record without a file stops it
  bool refuses_edited = false;   ///< a checksum that differs stops it
  TransactionMode transaction = TransactionMode::unknown;
  /// Its lock tables → the SQL predicate over a row that says "locked". {table} is the log's name.
  std::map<std::string, std::string> locks;
  /// Its other tables, the lock tables among them → columns that they have.
  std::map<std::string, std::vector<std::string>> side_tables;
  std::string insert;  ///< SQL template: the row of a migration. Empty: read and listed only
  /// SQL template: takes it away again; {previous} is the key of the migration before it. Empty:
  /// DELETE by key.
  std::string remove;
  /// Of a home-grown log: what was guessed, one sentence each.
  std::vector<std::string> guesses;
  bool proven = false;  ///< log rows compared with those of the real runner, by a test
};

/// All of them, ordered by name.
const std::vector<Runner>& all_runners();
/// Those that `word` of --log may mean, by name or alias, with hyphens or underscores ("drizzle"
/// means both generations); empty for none.
std::vector<const Runner*> runners_named(const std::string& word);

/// A description written in YAML: runners/*.yaml. Throws Error(bad_yaml) with line and column.
Runner read_runner(std::string_view yaml, const std::string& file);

}  // namespace plumbline
