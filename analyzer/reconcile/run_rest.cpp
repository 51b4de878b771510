#include "analyzer/reconcile/run_rest.hpp"

#include <algorithm>

namespace plumbline {

std::optional<SqlFailure> run_statements_on(const Connection& shadow, const MigrationInHand& hand,
                                            std::size_t from, std::size_t to,
                                            std::size_t& failed_statement) {
  if (from < hand.effects.size()) {
    for (const std::string& pragma : pragmas_for(settings_of(shadow), hand.effects[from].before)) {
      shadow.execute(pragma);
    }
  }
  const std::set<Identifier> lost = temp_tables_made(hand.effects, from);
  for (std::size_t i = from; i < to; ++i) {
    if (only_tidies(hand.effects[i], lost)) continue;
    const auto failure = run_migration_statement(shadow, hand.migration.up[i].sql);
    // COMMIT of a transaction that the runner has begun: nobody has, here.
    if (!failure || !hand.effects[i].touched.transaction.empty()) continue;
    failed_statement = i + 1;
    if (shadow.in_transaction()) shadow.try_execute("ROLLBACK");
    return failure;
  }
  if (shadow.in_transaction()) return shadow.try_execute("COMMIT");
  return std::nullopt;
}

Ran run_statements(const Connection& live, const MigrationInHand& hand, std::size_t from,
                   std::size_t to, World world, const Options& options) {
  Ran ran{shadow_of(live, options.deadline, world), std::nullopt, 0};
  ran.failure = run_statements_on(ran.shadow.connection, hand, from, to, ran.failed_statement);
  return ran;
}

std::size_t resume_point(const std::vector<StatementEffect>& effects, std::size_t after) {
  std::size_t point = after;
  if (point > 0 && effects[point - 1].in_transaction) {
    while (point > 0 && effects[point - 1].in_transaction) --point;
  }
  const auto ends_transaction = [&](std::size_t i) {
    return i > 0 && effects[i - 1].in_transaction && !effects[i].in_transaction;
  };
  while (point > 0 && !is_durable(effects[point - 1]) && !ends_transaction(point - 1)) --point;
  return point;
}

std::set<Identifier> temp_tables_made(const std::vector<StatementEffect>& effects,
                                      std::size_t after) {
  std::set<Identifier> made;
  for (std::size_t i = 0; i < after; ++i) {
    made.insert(effects[i].touched.temp_tables.begin(), effects[i].touched.temp_tables.end());
  }
  return made;
}

std::vector<Identifier> lost_temp_tables(const std::vector<StatementEffect>& effects,
                                         std::size_t after) {
  const std::set<Identifier> made = temp_tables_made(effects, after);
  std::set<Identifier> wanted;
  for (std::size_t i = after; i < effects.size(); ++i) {
    for (const Identifier& table : effects[i].touched.temp_tables) {
      if (made.contains(table) && is_durable(effects[i])) wanted.insert(table);
    }
  }
  return {wanted.begin(), wanted.end()};
}

bool rolls_back(const StatementEffect& effect) {
  const std::string& words = effect.touched.transaction;
  return words.starts_with("ROLLBACK") || words.starts_with("SAVEPOINT ROLLBACK");
}

bool only_tidies(const StatementEffect& effect, const std::set<Identifier>& lost) {
  const std::set<Identifier>& tables = effect.touched.temp_tables;
  return !is_durable(effect) &&
         std::ranges::any_of(tables, [&](const Identifier& table) { return lost.contains(table); });
}

}  // namespace plumbline
