#include "analyzer/reconcile/replaced.hpp"

#include <algorithm>

namespace plumbline {

namespace {

bool has_changed(const StatementEffect& effect, const ObjectKey& object) {
  return std::ranges::any_of(effect.changes,
                             [&](const ObjectChange& change) { return change.object == object; });
}

/// Whether statement `index` drops one of them, and none before it has touched that one.
bool drops_one(const MigrationInHand& hand, std::size_t index, const Touched& touched,
               const std::set<ObjectKey>& objects) {
  return std::ranges::any_of(objects, [&](const ObjectKey& object) {
    if (object.type != "table" || !touched.dropped.contains(object.name)) return false;
    const auto first = hand.effects.begin();
    return std::none_of(first, first + static_cast<std::ptrdiff_t>(index),
                        [&](const StatementEffect& effect) { return has_changed(effect, object); });
  });
}

}  // namespace

std::set<ObjectKey> replaced_by(const Connection& live, const MigrationInHand& hand,
                                const std::set<ObjectKey>& objects,
                                const std::set<Identifier>& left_out, const Options& options) {
  const Shadow shadow = shadow_of(live, options.deadline);
  Observer observer(shadow.connection);
  std::set<ObjectKey> gone;
  for (std::size_t i = 0; i < hand.effects.size(); ++i) {
    if (run_migration_statement(shadow.connection, hand.migration.up[i].sql)) return {};
    if (!drops_one(hand, i, observer.take(), objects)) continue;
    const ObjectTexts left = object_texts(shadow.connection, left_out);
    for (const auto& [object, text] : object_texts(live, left_out)) {
      if (!left.contains(object)) gone.insert(object);
    }
  }
  return gone;
}

}  // namespace plumbline
