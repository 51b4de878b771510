#pragma once
// A migration runner as data: where it keeps its log, how its files are named and cut, what it
// skips. One description a runner under runners/, embedded at build.
#include <map>
#include <optional>
#include <string>
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
  std::string glob;   ///< "*.sql", "*/migration.sql", "**/*.sql"
  std::string regex;  ///< over the path below the directory; named groups become fields
  std::string not_regex;
  std::string journal;  ///< a file that lists them: "meta/_journal.json", "sqitch.plan"
  std::string path;     ///< "{tag}.sql": where the entries of a journal are
  std::string parse;    ///< an adapter: "alembic", "liquibase", …
};

struct ChecksumRule {
  std::string column;
  std::string algorithm;  ///< sha256, sha384, sha1, md5, crc32, siphash13
  std::string encoding;   ///< hex, blob, base64, decimal_u64, decimal_i32, versioned_hex
  std::string input;      ///< text, bytes, key, lines, atlas, refinery, liquibase
};

/// What the runner does with a migration older than the newest recorded one.
enum class Late { apply, refuse, skip };

struct Runner {
  std::string name;                             ///< "kysely": the word for --log
  std::string title;                            ///< "Kysely", "Cloudflare D1 (wrangler)"
  std::vector<std::string> tables;              ///< the names it uses unless told otherwise
  std::vector<std::string> columns;             ///< those its table must have
  bool exact_columns = false;                   ///< and no others
  std::map<std::string, std::string> declared;  ///< column → declared type, to tell twins apart
  LogMode mode = LogMode::rows;
  std::string key;            ///< SQL over a row: the identity of a migration
  std::string ok = "1";       ///< SQL: the row says "applied"
  std::string failed = "0";   ///< SQL: the row says "failed" or "unfinished"
  std::string ignored = "0";  ///< SQL: the row is no migration
  std::string newest_row_by;  ///< a column: only the newest row of a key counts (goose)
  std::string at;             ///< SQL: when it was applied; empty where the log does not say
  bool watermark = false;     ///< it compares with the newest record only
  bool match_by_suffix = false;
  FileRule files;
  std::string file_key;  ///< "{stem}", "{version:int}", "{version:nodash}", "{file:lower}"
  MigrationOrder order = MigrationOrder::name;
  Sections sections = Sections::whole;
  std::optional<ChecksumRule> checksum;
  Late late = Late::apply;
  bool refuses_unknown = false;  ///< a record without a file stops it
  TransactionMode transaction = TransactionMode::unknown;
  std::map<std::string, std::string> locks;  ///< table → SQL predicate that says "locked"
  std::vector<std::string> side_tables;      ///< its other tables; {table} is the log's name
  std::string insert;   ///< SQL template: the row of a migration. Empty: read and listed only
  std::string remove;   ///< SQL template: takes it away again; empty: DELETE by key
  bool proven = false;  ///< log rows compared with those of the real runner, by a test
};

/// All of them, ordered by name.
const std::vector<Runner>& all_runners();
/// Those that `word` of --log may mean ("drizzle" means both generations); empty for none.
std::vector<const Runner*> runners_named(const std::string& word);

}  // namespace plumbline
