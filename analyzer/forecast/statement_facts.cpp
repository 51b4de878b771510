#include "analyzer/forecast/statement_facts.hpp"

#include <algorithm>

#include "analyzer/forecast/run_steps.hpp"
#include "analyzer/sql_text/sql_features.hpp"

namespace plumbline {

namespace {

bool changes_schema(const StatementEffect& effect) {
  return std::ranges::any_of(
      effect.changes, [](const ObjectChange& change) { return change.object.type != "pragma"; });
}

/// DROP TABLE deletes the rows of its table, as SQLite tells it; that is not meant here.
bool changes_rows(const Touched& touched) {
  return std::ranges::any_of(
      touched.writes, [&](const auto& write) { return !touched.dropped.contains(write.first); });
}

}  // namespace

std::vector<StatementFacts> facts_of(const MigrationInHand& hand) {
  std::vector<StatementFacts> facts;
  for (std::size_t at = 0; at < hand.effects.size(); ++at) {
    const StatementEffect& effect = hand.effects[at];
    StatementFacts fact;
    fact.place = place_in(hand.migration, at);
    fact.transaction = effect.touched.transaction;
    fact.pragma = effect.touched.pragma;
    fact.pragma_value = pragma_value_of(fact.place.sql);
    fact.uses_temp = !effect.touched.temp_tables.empty();
    fact.changes_schema = changes_schema(effect);
    fact.changes_rows = changes_rows(effect.touched);
    fact.functions = effect.touched.functions;
    fact.needs = features_of(fact.place.sql, fact.functions);
    if (effect.failure && !is_ours({fact.place, effect.failure->message, "", false})) {
      fact.failure = effect.failure->message;
    }
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace plumbline
