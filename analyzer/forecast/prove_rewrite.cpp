#include "analyzer/forecast/prove_rewrite.hpp"

#include <algorithm>

#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

struct HowToRun {
  bool foreign_keys = true;
  bool in_transaction = false;
  World world = World::first;
};

struct Run {
  DatabaseContents contents;
  std::string failure;
};

std::optional<SqlFailure> run_on(const Connection& connection, const Migration& migration,
                                 const HowToRun& how) {
  connection.execute(how.foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
  if (how.in_transaction) connection.execute("BEGIN");
  for (const MigrationStatement& statement : migration.up) {
    if (auto failure = run_migration_statement(connection, statement.sql)) return failure;
  }
  return connection.in_transaction() ? connection.try_execute("COMMIT") : std::nullopt;
}

Run run(const Connection& before, const Migration& migration, const HowToRun& how,
        const Options& options) {
  const Shadow shadow = shadow_of(before, options.deadline, how.world);
  if (const auto failure = run_on(shadow.connection, migration, how)) return {{}, failure->message};
  return {contents_of(shadow.connection), ""};
}

/// The rows of a table, reduced to some of its columns, sorted.
std::vector<std::vector<std::string>> projected(const RowsOfTable& table,
                                                const std::vector<Identifier>& columns) {
  std::vector<std::size_t> places;
  for (const Identifier& column : columns) {
    places.push_back(
        static_cast<std::size_t>(std::ranges::find(table.columns, column) - table.columns.begin()));
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    std::vector<std::string> part;
    for (const std::size_t place : places) part.push_back(row[place]);
    rows.push_back(std::move(part));
  }
  std::ranges::sort(rows);
  return rows;
}

/// Whether every value that was there before is there behind, in the columns that both have.
std::string values_lost(const DatabaseContents& before, const DatabaseContents& behind) {
  for (const auto& [name, table] : before.tables) {
    const auto twin = behind.tables.find(name);
    if (twin == behind.tables.end()) return "table " + name.text() + " is missing";
    std::vector<Identifier> both;
    std::ranges::copy_if(table.columns, std::back_inserter(both), [&](const Identifier& column) {
      return std::ranges::find(twin->second.columns, column) != twin->second.columns.end();
    });
    if (projected(table, both) != projected(twin->second, both)) {
      return "table " + name.text() + " does not keep its values";
    }
  }
  return "";
}

/// A table that is gone was dropped on purpose: the original drops it too.
bool has_fewer_rows(const DatabaseContents& found, const DatabaseContents& before) {
  return std::ranges::any_of(before.tables, [&](const auto& entry) {
    const auto twin = found.tables.find(entry.first);
    return twin != found.tables.end() && twin->second.rows.size() < entry.second.rows.size();
  });
}

std::vector<Identifier> tables_only_in(const Connection& one, const Connection& other) {
  const std::vector<Identifier> known = tables_with_rows(other);
  std::vector<Identifier> tables = tables_with_rows(one);
  std::erase_if(tables, [&](const Identifier& table) {
    return std::ranges::find(known, table) != known.end();
  });
  return tables;
}

}  // namespace

RewriteProof::RewriteProof(const RewriteQuestion& question)
    : question_(question),
      empty_(expected_on(question.empty, question.options.foreign_keys, question.in_transaction)),
      filled_(question.harmed_by_rows ? expected_on(question.filled, false, false)
                                      : expected_on(question.filled, question.options.foreign_keys,
                                                    question.in_transaction)) {}

std::optional<RewriteProof::Expected> RewriteProof::expected_on(const Connection& before,
                                                                bool foreign_keys,
                                                                bool in_transaction) const {
  const Migration& original = question_.original;
  const Options& options = question_.options;
  Run first = run(before, original, {foreign_keys, in_transaction, World::first}, options);
  if (!first.failure.empty()) return std::nullopt;
  const Run second = run(before, original, {foreign_keys, in_transaction, World::second}, options);
  Varying varying = columns_that_vary(first.contents, second.contents);
  return Expected{std::move(first.contents), std::move(varying)};
}

std::string RewriteProof::difference_of(const Migration& rewritten) const {
  if (!empty_) return "the original fails without rows";
  const HowToRun how{question_.options.foreign_keys, question_.in_transaction};
  const Run found = run(question_.empty, rewritten, how, question_.options);
  if (!found.failure.empty()) return found.failure;
  const std::string differs = difference(found.contents, empty_->contents, empty_->varying);
  return differs.empty() ? difference_on_rows(rewritten) : differs;
}

std::string RewriteProof::difference_on_rows(const Migration& rewritten) const {
  const HowToRun how{question_.options.foreign_keys, question_.in_transaction};
  const Run found = run(question_.filled, rewritten, how, question_.options);
  if (!found.failure.empty()) return found.failure;
  if (filled_) return difference(found.contents, filled_->contents, filled_->varying);
  if (!question_.harmed_by_rows) return "the original fails on rows";
  const std::string schema = schema_difference(found.contents, empty_->contents);
  return schema.empty() ? values_lost(contents_of(question_.filled), found.contents) : schema;
}

bool RewriteProof::drops_later_rows(const Migration& migration) const {
  const Shadow going = shadow_of(question_.filled, question_.options.deadline);
  going.connection.execute(question_.options.foreign_keys ? "PRAGMA foreign_keys=ON"
                                                          : "PRAGMA foreign_keys=OFF");
  for (const MigrationStatement& statement : migration.up) {
    if (run_migration_statement(going.connection, statement.sql)) return false;
    if (going.connection.in_transaction()) continue;
    const auto new_tables = tables_only_in(going.connection, question_.filled);
    if (drops_later_rows(migration, going.connection, new_tables)) return true;
  }
  return !going.connection.in_transaction() && drops_later_rows(migration, going.connection, {});
}

/// Until the migration is done, nobody writes to what it makes.
bool RewriteProof::drops_later_rows(const Migration& migration, const Connection& stopped,
                                    const std::vector<Identifier>& new_tables) const {
  constexpr int more_than_before = 5;
  const Shadow again = shadow_of(stopped, question_.options.deadline);
  synthesise_rows(again.connection, introspect(again.connection), more_than_before, new_tables);
  const DatabaseContents before = contents_of(again.connection);
  const HowToRun how{question_.options.foreign_keys, question_.in_transaction};
  return !run_on(again.connection, migration, how) &&
         has_fewer_rows(contents_of(again.connection), before);
}

}  // namespace plumbline
