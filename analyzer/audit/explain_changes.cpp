#include "analyzer/audit/explain_changes.hpp"

#include "analyzer/diff/diff.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

struct Origin {
  std::string migration;
  std::vector<Change> changes;
};

/// As far as SQLite takes it: a virtual table makes its own shadow tables.
void make_again(const Schema& schema, const Connection& shadow) {
  for (const auto& [name, table] : schema.tables) {
    if (table.kind == TableKind::shadow) continue;
    shadow.try_execute(table.sql);
    for (const auto& [index_name, index] : table.indexes) shadow.try_execute(index.sql);
  }
  for (const auto& [name, view] : schema.views) shadow.try_execute(view.sql);
  for (const auto& [name, trigger] : schema.triggers) shadow.try_execute(trigger.sql);
}

/// Whether all of it ran.
bool run_on(const Connection& shadow, const Migration& migration) {
  bool whole = true;
  for (const MigrationStatement& statement : migration.up) {
    whole &= !run_migration_statement(shadow, statement.sql);
  }
  if (shadow.in_transaction()) shadow.try_execute("COMMIT");
  return whole;
}

/// What they change, one after the other, on `shadow`; those that fail there go to `failed`.
std::vector<Origin> origins_on(const Connection& shadow,
                               const std::vector<const Migration*>& migrations,
                               std::vector<const Migration*>& failed, const Options& options) {
  std::vector<Origin> origins;
  Schema before = introspect(shadow);
  for (const Migration* migration : migrations) {
    if (!run_on(shadow, *migration)) failed.push_back(migration);
    Schema behind = migration->snapshot ? *migration->snapshot : introspect(shadow);
    origins.push_back({migration->id, diff(before, behind, options)});
    before = std::move(behind);
  }
  return origins;
}

bool is_same_kind(const Change& a, const Change& b) {
  return kind_of(a) == kind_of(b) && object_of(a) == object_of(b);
}

/// The last that makes such a change; empty where none does.
template <class Fits>
std::string last_that(const std::vector<Origin>& origins, const Fits& fits) {
  for (auto origin = origins.rbegin(); origin != origins.rend(); ++origin) {
    for (const Change& change : origin->changes) {
      if (fits(change)) return origin->migration;
    }
  }
  return "";
}

std::string migration_behind(const Change& change, const std::vector<Origin>& origins) {
  const std::string same = last_that(origins, [&](const Change& other) {
    return is_same_kind(change, other) && describe(change) == describe(other);
  });
  if (!same.empty()) return same;
  return last_that(origins, [&](const Change& other) { return is_same_kind(change, other); });
}

}  // namespace

std::vector<ExplainedChange> explain_changes(const Schema& before,
                                             const std::vector<Change>& changes,
                                             const std::vector<const Migration*>& migrations,
                                             const Options& options) {
  std::vector<const Migration*> failed;
  std::vector<const Migration*> failed_again;
  const Connection empty = empty_shadow("migrations", options.deadline);
  const std::vector<Origin> origins = origins_on(empty, migrations, failed, options);
  const Connection old = empty_shadow("the snapshot", options.deadline);
  make_again(before, old);
  const std::vector<Origin> on_old = origins_on(old, failed, failed_again, options);
  std::vector<ExplainedChange> explained;
  for (const Change& change : changes) {
    std::string migration = migration_behind(change, origins);
    if (migration.empty()) migration = migration_behind(change, on_old);
    explained.push_back({change, std::move(migration)});
  }
  return explained;
}

}  // namespace plumbline
