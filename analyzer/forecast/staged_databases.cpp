#include "analyzer/forecast/staged_databases.hpp"

#include <utility>

#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

void set_foreign_keys(const Connection& connection, const Options& options) {
  connection.execute(options.foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
}

/// Whatever of it runs.
void run_past_failures(const Connection& connection, const Migration& migration) {
  for (std::size_t at = 0; at < migration.up.size(); ++at) {
    run_part(connection, migration, at, at + 1);
  }
  if (connection.in_transaction() && connection.try_execute("COMMIT")) {
    connection.execute("ROLLBACK");
  }
}

std::string note_of(const Migration& migration, const RunFailure& failure,
                    const std::string& without) {
  return migration.id + ": statement " + std::to_string(failure.statement) + ": " +
         failure.message + " (" + without + ")";
}

}  // namespace

StagedDatabases::StagedDatabases(std::vector<StageOfRows> stages, std::string runner,
                                 const Options& options)
    : stages_(std::move(stages)), runner_(std::move(runner)), options_(options) {
  for (const StageOfRows& stage : stages_) {
    const std::string name = "a database with " + std::to_string(stage.rows) + " rows";
    databases_.push_back({empty_shadow(name, options_.deadline)});
    set_foreign_keys(databases_.back().connection, options_);
    if (!runner_.empty()) create_log(databases_.back().connection, runner_);
  }
}

Shadow StagedDatabases::copy_of(const Connection& database) const {
  Shadow copy = shadow_of(database, options_.deadline);
  set_foreign_keys(copy.connection, options_);
  return copy;
}

void StagedDatabases::fill(const std::string& before, std::vector<std::string>& notes,
                           const std::set<Identifier>* changed) {
  if (std::exchange(replaced_, false)) changed = nullptr;
  if (changed != nullptr && changed->empty() && not_filled_.empty()) return;
  std::optional<Schema> schema;  // that of all of them
  std::set<Identifier> not_filled;
  for (std::size_t at = stages_.size(); at-- > 0;) {
    if (stages_[at].rows == 0) continue;
    const Connection& database = databases_[at].connection;
    if (!schema) schema = introspect(database);
    for (const NotFilled& failure :
         synthesise_rows(database, *schema, stages_[at].rows, left_out(*schema, changed))) {
      not_filled.insert(failure.table);
      const std::string note = "no rows in table " + failure.table.text() + ": " + failure.why;
      if (noted_.insert(note).second) notes.push_back("before " + before + ": " + note);
    }
  }
  not_filled_ = std::move(not_filled);
}

std::vector<Identifier> StagedDatabases::left_out(const Schema& schema,
                                                  const std::set<Identifier>* changed) const {
  std::vector<Identifier> tables =
      runner_.empty() ? std::vector<Identifier>() : tables_of_log(runner_);
  if (changed == nullptr) return tables;
  for (const auto& [name, table] : schema.tables) {
    if (!changed->contains(name) && !not_filled_.contains(name)) tables.push_back(name);
  }
  return tables;
}

bool StagedDatabases::settle(const Migration& migration, std::vector<std::string>& notes) {
  behind_.clear();
  bool runs = true;
  for (std::size_t at = stages_.size(); at-- > 0;) {
    Shadow tried = copy_of(databases_[at].connection);
    const bool emptiest = behind_.empty();
    const auto failure = runs ? run_whole(tried.connection, migration) : std::nullopt;
    if (failure) {
      notes.push_back(note_of(migration, *failure, stages_[at].without));
      runs = !emptiest;
      replaced_ = true;
      if (!emptiest) databases_[at] = copy_of(databases_[at + 1].connection);
      tried = copy_of(emptiest ? databases_[at].connection : behind_.front().connection);
    }
    if (!runs) run_past_failures(tried.connection, migration);
    behind_.insert(behind_.begin(), std::move(tried));
  }
  return runs;
}

/// What the application's next connection would find: without TEMP tables and settings.
Shadow StagedDatabases::as_new(const Migration& migration, Shadow database) const {
  const bool used = sets_pragmas(migration) ||
                    database.connection.integer("SELECT count(*) FROM temp.sqlite_schema") != 0;
  return used ? copy_of(database.connection) : std::move(database);
}

void StagedDatabases::move_on(const Migration& migration) {
  for (std::size_t at = 0; at < behind_.size(); ++at) {
    databases_[at] = as_new(migration, std::move(behind_[at]));
    if (!runner_.empty()) record_in_log(databases_[at].connection, runner_, migration);
  }
  behind_.clear();
}

void StagedDatabases::jump_to(const std::vector<std::string>& create_statements) {
  for (std::size_t at = 0; at < stages_.size(); ++at) {
    Shadow next{empty_shadow(databases_[at].connection.name(), options_.deadline)};
    for (const std::string& sql : create_statements) next.connection.try_execute(sql);
    set_foreign_keys(next.connection, options_);
    databases_[at] = std::move(next);
    replaced_ = true;
  }
}

}  // namespace plumbline
