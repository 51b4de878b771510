#pragma once
// history.yaml, read and written: which migrations a recorded history has, in their order.
//
//   format: plumbline.history/1
//   runner: kysely                    # the word for --log; may be left out
//   migrations:
//     - { key: 001_init, snapshot: 0001-001_init.yaml }
//     - { key: 002_users, with: 003_teams }
//     - { key: 003_teams, snapshot: 0003-003_teams.yaml }
//     - { key: 004_seed, snapshot: 0004-004_seed.yaml, sql: ["INSERT INTO teams VALUES (1)"] }
//
// `key` is what the log holds once the migration is applied, `snapshot` a file beside history.yaml
// with the schema behind it, `sql` what it runs, one statement an item, where somebody knows it.
// `transaction` (none, per_migration, all) says what is around it, where that is not what its
// runner does as a rule; its own BEGIN and COMMIT are among the statements.
// `with` names the later migration that was recorded by the same run of the runner: the schema
// between the two was never seen, so this one has no snapshot. `fields` (a map of texts) is what
// the log row takes besides the key, such as { app: shop, stem: 0001_initial } for Django.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.hpp"
#include "model/migration.hpp"

namespace plumbline {

/// What the key `format` must say.
inline constexpr std::string_view history_yaml_format = "plumbline.history/1";

inline constexpr const char* name_of_history = "history.yaml";

/// "none", "per_migration", "all"; empty for unknown.
std::string_view word_of(TransactionMode mode);

struct HistoryEntry {
  std::string key;
  std::string snapshot;  ///< the name of a file; empty where there is none
  std::string with;      ///< a key; empty where the migration has a snapshot or SQL of its own
  bool has_sql = false;
  std::vector<MigrationStatement> sql;  ///< empty where has_sql: a migration that does nothing
  std::map<std::string, std::string> fields;
  SourcePosition where = {};                               ///< of `snapshot`, or else of the entry
  TransactionMode transaction = TransactionMode::unknown;  ///< unknown: as its runner does
};

struct HistoryFile {
  std::string runner;  ///< empty where it is not known
  SourcePosition where_of_runner = {};
  std::vector<HistoryEntry> migrations;
};

/// `file` is the name used in errors. Throws Error(bad_yaml) with line and column: unknown and
/// duplicate keys, a migration listed twice, a snapshot outside of the directory, a `with` that
/// leads to no later migration, two statements in one item.
HistoryFile read_history_yaml(std::string_view text, const std::string& file);

/// A line a migration, and one a statement. Throws Error(bad_yaml) for a key that is not UTF-8,
/// which YAML cannot hold.
std::string write_history_yaml(const HistoryFile& history);

}  // namespace plumbline
