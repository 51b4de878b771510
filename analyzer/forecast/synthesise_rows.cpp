#include "analyzer/forecast/synthesise_rows.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "analyzer/forecast/candidate_values.hpp"
#include "analyzer/forecast/find_row.hpp"
#include "analyzer/sqlite/contents.hpp"

namespace plumbline {

namespace {

using Tables = std::vector<const Table*>;

bool waits_for(const Table& table, const Tables& waiting) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
    return key.parent != table.name && std::ranges::any_of(waiting, [&](const Table* other) {
             return other->name == key.parent;
           });
  });
}

/// The references that cannot be NULL: in a cycle, those decide which table must wait.
bool needs(const Table& table, const Tables& waiting) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
    const bool all_not_null = std::ranges::all_of(key.columns, [&](const Identifier& name) {
      const Column* column = find_column(table, name);
      return column != nullptr && column->not_null;
    });
    const bool waits =
        std::ranges::any_of(waiting, [&](const Table* other) { return other->name == key.parent; });
    return all_not_null && waits && key.parent != table.name;
  });
}

/// Takes out of `waiting` the table that is filled next.
const Table* take_next(Tables& waiting) {
  auto next = std::ranges::find_if(waiting,
                                   [&](const Table* table) { return !waits_for(*table, waiting); });
  if (next == waiting.end()) {
    next =
        std::ranges::find_if(waiting, [&](const Table* table) { return !needs(*table, waiting); });
  }
  if (next == waiting.end()) next = waiting.begin();
  const Table* table = *next;
  waiting.erase(next);
  return table;
}

Tables parents_first(const Schema& schema, const std::vector<Identifier>& leave_out) {
  Tables waiting, ordered;
  for (const auto& [name, table] : schema.tables) {
    const bool left_out = std::ranges::find(leave_out, name) != leave_out.end();
    if (table.kind == TableKind::ordinary && !left_out) waiting.push_back(&table);
  }
  while (!waiting.empty()) ordered.push_back(take_next(waiting));
  return ordered;
}

/// Nothing where the table cannot be read.
std::optional<std::int64_t> rows_in(const Connection& connection, const Table& table) {
  const std::string count = "SELECT count(*) FROM main." + table.name.quoted();
  if (connection.try_prepare(count)) return std::nullopt;
  return connection.integer(count);
}

/// -1 where SQLite cannot check: a parent without a fitting key.
std::int64_t orphans_in(const Connection& connection, const Table& table) {
  const auto violations = foreign_key_violations(connection, table.name);
  return violations ? static_cast<std::int64_t>(violations->size()) : -1;
}

class Filler {
 public:
  Filler(const Connection& connection, const Schema& schema, int rows)
      : connection_(connection), schema_(schema), rows_(rows) {}

  std::vector<NotFilled> fill(const Tables& tables) {
    for (const Table* table : tables) {
      const std::string failure = fill_together({table}, false);
      if (!failure.empty()) failures_[table->name] = failure;
    }
    for (const Table* table : tables) fill_cycle_of(*table);
    std::vector<NotFilled> result;
    for (const Table* table : tables) {
      const auto why = failures_.find(table->name);
      if (why != failures_.end()) result.push_back({table->name, why->second});
    }
    return result;
  }

 private:
  /// Tables that need each other's rows first are filled together, while SQLite waits with its
  /// answer: https://sqlite.org/foreignkeys.html#fk_deferred
  void fill_cycle_of(const Table& table) {
    if (!failures_.contains(table.name)) return;
    std::set<Identifier> names = {table.name};
    Tables group = {&table};
    for (std::size_t at = 0; at < group.size(); ++at) {
      for (const ForeignKey& key : group[at]->foreign_keys) {
        if (!failures_.contains(key.parent) || !names.insert(key.parent).second) continue;
        group.push_back(find_table(schema_, key.parent));
      }
    }
    if (group.size() < 2 || !fill_together(group, true).empty()) return;
    for (const Identifier& name : names) failures_.erase(name);
  }

  /// All of `group` or none of it. Returns why not.
  std::string fill_together(const Tables& group, bool deferred) {
    connection_.execute("SAVEPOINT fill_tables");
    // The pragma lasts until the transaction ends.
    if (deferred) connection_.execute("PRAGMA defer_foreign_keys=ON");
    std::string failure = try_to_fill(group, deferred);
    if (failure.empty()) {
      const auto not_released = connection_.try_execute("RELEASE fill_tables");
      if (!not_released) return "";
      failure = not_released->message;
    }
    if (connection_.in_transaction()) {
      connection_.execute("ROLLBACK TO fill_tables; RELEASE fill_tables");
    }
    return failure;
  }

  std::string try_to_fill(const Tables& group, bool guess_parents) {
    std::vector<std::int64_t> orphans;
    for (const Table* table : group) orphans.push_back(orphans_in(connection_, *table));
    for (const Table* table : group) {
      const std::string failure = fill_table(*table, guess_parents);
      if (!failure.empty()) return failure;
    }
    // Where foreign keys are off, nobody else would notice.
    for (std::size_t at = 0; at < group.size(); ++at) {
      if (orphans_in(connection_, *group[at]) > orphans[at]) return "FOREIGN KEY constraint failed";
    }
    return "";
  }

  std::string fill_table(const Table& table, bool guess_parents) {
    const auto there = rows_in(connection_, table);
    if (!there) return connection_.last_failure().message;
    try {
      for (std::int64_t row = *there; row < rows_; ++row) {
        const int number = static_cast<int>(row) + 1;
        const auto slots = candidate_values(connection_, schema_, table, number, guess_parents);
        const std::string failure = insert_some_row(connection_, table, slots);
        // CHECK (id = 1): a table that holds one row is filled with one.
        if (!failure.empty()) return row > 0 ? "" : failure;
      }
    } catch (const Error& error) {
      return error.message();  // a trigger or an ON CONFLICT has rolled everything back
    }
    return "";
  }

  const Connection& connection_;
  const Schema& schema_;
  int rows_;
  std::map<Identifier, std::string> failures_;
};

}  // namespace

std::vector<NotFilled> synthesise_rows(const Connection& connection, const Schema& schema, int rows,
                                       const std::vector<Identifier>& leave_out) {
  return Filler(connection, schema, rows).fill(parents_first(schema, leave_out));
}

}  // namespace plumbline
