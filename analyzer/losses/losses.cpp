#include "analyzer/losses/losses.hpp"

#include "analyzer/losses/dropped.hpp"

namespace plumbline {

Losses::Losses(const Connection& shadow, const MigrationInHand& hand, std::size_t index) {
  const StatementEffect& effect = hand.effects[index];
  Copies copies;
  for (std::size_t i = 0; i < index; ++i) copies.follow(hand.effects[i]);
  found_ = lost_by_dropping(shadow, {hand, index, effect.touched.dropped, copies});
  for (const auto& [table, writes] : effect.touched.writes) {
    const bool deletes = writes.deletes || writes.inserts;  // OR REPLACE deletes
    if (!deletes || effect.touched.dropped.contains(table) || !has_table(shadow, table)) continue;
    rows_[table] = rows_from(shadow, "main." + table.quoted());
  }
}

std::vector<HazardNote> Losses::look(const Connection& shadow) const {
  std::vector<HazardNote> notes = found_;
  for (const auto& [table, before] : rows_) {
    if (!has_table(shadow, table)) continue;
    const std::int64_t after = rows_from(shadow, "main." + table.quoted());
    if (after < before) {
      notes.push_back({Hazard::delete_rows, table, std::nullopt, before - after});
    }
  }
  return notes;
}

}  // namespace plumbline
