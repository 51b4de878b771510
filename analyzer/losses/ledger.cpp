#include "analyzer/losses/ledger.hpp"

#include <algorithm>

#include "analyzer/losses/dropped.hpp"
#include "analyzer/losses/foreign_key_actions.hpp"

namespace plumbline {

namespace {

std::set<Identifier> tables_of(const Connection& shadow) {
  std::set<Identifier> tables;
  Query query(shadow, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (query.step()) tables.emplace(query.text(0));
  return tables;
}

LossCause cause_of(Hazard hazard) {
  if (hazard == Hazard::drop_column) return LossCause::drop_column;
  return hazard == Hazard::drop_table ? LossCause::drop_table : LossCause::left_out;
}

/// Whether a statement before this one has read the column and written rows: its values moved.
bool was_read_before(const MigrationInHand& hand, std::size_t index, const HazardNote& note) {
  for (std::size_t i = 0; i < index; ++i) {
    const Touched& touched = hand.effects[i].touched;
    const auto reads = touched.reads.find(note.table);
    if (reads == touched.reads.end() || touched.writes.empty()) continue;
    if (reads->second.contains(*note.column)) return true;
  }
  return false;
}

/// Tables of which rows went, or that went themselves.
std::set<Identifier> losing(const ChangesByTable& changes, std::set<Identifier> dropped) {
  for (const auto& [table, rows] : changes) {
    if (rows.deleted + rows.deleted_along > 0) dropped.insert(table);
  }
  return dropped;
}

}  // namespace

LossLedger::LossLedger(const Connection& shadow)
    : shadow_(shadow), observer_(shadow), rows_(shadow), tables_(tables_of(shadow)) {
  observer_.take();
}

void LossLedger::know(const std::vector<StatementEffect>& effects) {
  for (const StatementEffect& effect : effects) copies_.follow(effect);
}

void LossLedger::before(const MigrationInHand& hand, std::size_t index) {
  observer_.take();
  // What it drops here, which may not be what it drops on an empty database.
  shadow_.try_prepare(hand.migration.up[index].sql);
  dropping_ = observer_.take().dropped;
  by_dropping_.clear();
  std::set<Identifier> dropped;
  std::ranges::set_intersection(dropping_, tables_, std::inserter(dropped, dropped.end()));
  for (const HazardNote& note : lost_by_dropping(shadow_, {hand, index, dropped, copies_})) {
    const bool column = note.hazard == Hazard::drop_column;
    if (column && (!tables_.contains(note.table) || was_read_before(hand, index, note))) continue;
    by_dropping_.push_back({{}, note.table, note.column, note.rows, cause_of(note.hazard)});
  }
  rows_.take();
}

void LossLedger::add(const StatementPlace& place, const Identifier& table, std::int64_t rows,
                     LossCause cause) {
  if (rows <= 0 || !tables_.contains(table)) return;
  entries_.push_back({{place, table, std::nullopt, rows, cause}, inserted_[table]});
}

void LossLedger::add_deleted(const StatementPlace& place, const ChangesByTable& changes) {
  const std::set<Identifier> parents = losing(changes, dropping_);
  for (const auto& [table, rows] : changes) {
    if (dropping_.contains(table)) continue;
    const bool replaces = rows.inserted > 0;
    add(place, table, replaces ? rows.deleted - rows.inserted : rows.deleted,
        replaces ? LossCause::replace : LossCause::delete_rows);
    const bool cascades = any_action(shadow_, table, parents, {"CASCADE"}).has_value();
    add(place, table, cascades ? rows.deleted_along : rows.deleted_along - rows.inserted,
        cascades ? LossCause::cascade : LossCause::trigger);
  }
}

void LossLedger::add_cleared(const StatementPlace& place, const ChangesByTable& changes) {
  for (const auto& [table, rows] : changes) {
    if (dropping_.contains(table) || !tables_.contains(table)) continue;
    for (const ClearingKey& key : clearing_keys(shadow_, table)) {
      const auto& values = key.by_default ? rows.replaced : rows.cleared;
      const auto count = values.find(key.column_number);
      if (count == values.end()) continue;
      entries_.push_back({{place, table, key.column, count->second,
                           key.by_default ? LossCause::set_default : LossCause::set_null},
                          inserted_[table]});
    }
  }
}

void LossLedger::behind(const MigrationInHand& hand, std::size_t index,
                        const StatementPlace& place) {
  const ChangesByTable changes = rows_.take();
  const StatementEffect& effect = hand.effects[index];
  for (Loss& loss : by_dropping_) {
    loss.place = place;
    entries_.push_back({loss, inserted_[loss.table]});
  }
  for (const auto& [table, rows] : changes) inserted_[table] += rows.inserted;
  add_deleted(place, changes);
  add_cleared(place, changes);
  for (const Identifier& table : dropping_) tables_.erase(table);
  if (const auto names = renamed_table(effect); names && tables_.erase(names->first) > 0) {
    tables_.insert(names->second);
  }
  copies_.follow(effect);
}

void LossLedger::failed() {
  rows_.take();
  by_dropping_.clear();
}

void LossLedger::roll_back(std::size_t mark) { entries_.resize(std::min(mark, entries_.size())); }

std::vector<Loss> LossLedger::losses() const {
  std::map<Identifier, std::int64_t> back;  // rows that later losses have been made good with
  std::vector<Loss> losses;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    Loss loss = entry->loss;
    if (loss.cause != LossCause::drop_column && loss.cause != LossCause::drop_table) {
      const auto inserted = inserted_.find(loss.table);
      const std::int64_t total = inserted == inserted_.end() ? 0 : inserted->second;
      std::int64_t& used = back[loss.table];
      const std::int64_t came =
          std::clamp<std::int64_t>(total - entry->inserted_before - used, 0, loss.rows);
      used += came;
      loss.rows -= came;
    }
    if (loss.rows > 0) losses.push_back(std::move(loss));
  }
  std::ranges::reverse(losses);
  return losses;
}

}  // namespace plumbline
