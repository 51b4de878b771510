#include "analyzer/losses/ledger.hpp"

#include <algorithm>

#include "analyzer/losses/dropped.hpp"
#include "analyzer/losses/foreign_key_actions.hpp"

namespace plumbline {

namespace {

/// Tables whose rows are somebody's. What a full-text or R*Tree index is made of is not: its module
/// merges and splits that as it likes, SQLite 3.54 otherwise than 3.40. What was indexed is in the
/// others of its tables. https://sqlite.org/fts5.html#fts5_data_structures
std::set<Identifier> tables_of(const Connection& shadow) {
  std::set<Identifier> tables;
  Query query(shadow,
              "SELECT name FROM sqlite_schema WHERE type = 'table' EXCEPT"
              " SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'"
              " AND replace(name, rtrim(name, replace(name, '_', '')), '')"
              " IN ('data', 'idx', 'config', 'segments', 'segdir', 'stat', 'node', 'parent')");
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

/// How many values the foreign key has cleared: a default may be NULL too.
std::int64_t cleared_by(const ClearingKey& key, const RowChanges& rows) {
  const auto count_in = [&](const std::map<int, std::int64_t>& values) {
    const auto found = values.find(key.column_number);
    return found == values.end() ? 0 : found->second;
  };
  return count_in(rows.cleared) + (key.by_default ? count_in(rows.replaced) : 0);
}

/// The copy that has most of its columns: what merely was made from some of them is none. Of two as
/// good as each other, one holds what the other loses.
std::optional<Identifier> best_copy(const Connection& shadow, const Identifier& table,
                                    const std::set<Identifier>& copies) {
  std::optional<Identifier> best;
  std::size_t most = 0;
  for (const Identifier& copy : copies) {
    const std::size_t common = common_columns(shadow, table, copy).size();
    if (common < most || common == 0) continue;
    best = common == most ? std::nullopt : std::optional(copy);
    most = common;
  }
  return best;
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
    : shadow_(shadow),
      observer_(shadow),
      rows_(shadow),
      known_(tables_of(shadow)),
      tables_(known_) {
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
  find_heirs();
  rows_.take();
}

void LossLedger::add(Loss loss) {
  if (loss.rows <= 0) return;
  const std::int64_t inserted = inserted_[loss.table];
  const Identifier called = first_name_of(loss.table);
  entries_.push_back({std::move(loss), inserted, called});
}

Identifier LossLedger::first_name_of(const Identifier& table) const {
  const auto name = first_names_.find(table);
  return name == first_names_.end() ? table : name->second;
}

void LossLedger::add_deleted(const StatementPlace& place, const ChangesByTable& changes) {
  const std::set<Identifier> parents = losing(changes, dropping_);
  for (const auto& [table, rows] : changes) {
    if (dropping_.contains(table)) continue;
    const bool replaces = rows.inserted > 0;
    if (tables_.contains(table)) {
      add({place, table, std::nullopt, replaces ? rows.deleted - rows.inserted : rows.deleted,
           replaces ? LossCause::replace : LossCause::delete_rows});
    }
    const auto counted = counted_as(table);
    if (!counted) continue;
    const bool cascades = any_action(shadow_, table, parents, {"CASCADE"}).has_value();
    add({place, *counted, std::nullopt,
         cascades ? rows.deleted_along : rows.deleted_along - rows.inserted,
         cascades ? LossCause::cascade : LossCause::trigger});
  }
}

void LossLedger::add_cleared(const StatementPlace& place, const ChangesByTable& changes) {
  for (const auto& [table, rows] : changes) {
    const auto counted = counted_as(table);
    if (dropping_.contains(table) || !counted) continue;
    for (const ClearingKey& key : clearing_keys(shadow_, table)) {
      add({place, *counted, key.column, cleared_by(key, rows),
           key.by_default ? LossCause::set_default : LossCause::set_null});
    }
  }
}

void LossLedger::behind(const MigrationInHand& hand, std::size_t index,
                        const StatementPlace& place) {
  const ChangesByTable changes = rows_.take();
  const StatementEffect& effect = hand.effects[index];
  for (Loss& loss : by_dropping_) {
    loss.place = place;
    add(loss);
  }
  for (const auto& [table, rows] : changes) inserted_[table] += rows.inserted;
  for (const auto& [copy, table] : next_heirs_) heirs_.insert_or_assign(copy, table);
  add_deleted(place, changes);
  add_cleared(place, changes);
  follow(effect);
  copies_.follow(effect);
}

void LossLedger::find_heirs() {
  next_heirs_.clear();
  for (const Identifier& table : dropping_) {
    const auto heir = heirs_.find(table);
    if (heir == heirs_.end() && !tables_.contains(table)) continue;
    const auto copy = best_copy(shadow_, table, copies_.of(table));
    if (!copy || tables_.contains(*copy)) continue;
    next_heirs_.insert_or_assign(*copy, heir == heirs_.end() ? first_name_of(table) : heir->second);
  }
}

void LossLedger::follow(const StatementEffect& effect) {
  for (const Identifier& table : dropping_) {
    tables_.erase(table);
    heirs_.erase(table);
    first_names_.erase(table);
  }
  if (const auto names = renamed_table(effect)) {
    if (tables_.erase(names->first) > 0) {
      tables_.insert(names->second);
      first_names_.insert_or_assign(names->second, first_name_of(names->first));
    }
    if (auto heir = heirs_.extract(names->first)) {
      heir.key() = names->second;
      heirs_.insert(std::move(heir));
    }
  }
  for (const ObjectChange& change : effect.changes) {
    const bool comes = change.object.type == "table" && !change.from && change.to;
    if (!comes || !known_.contains(change.object.name)) continue;
    tables_.insert(change.object.name);
    heirs_.erase(change.object.name);
  }
}

std::optional<Identifier> LossLedger::counted_as(const Identifier& table) const {
  if (tables_.contains(table)) return table;
  const auto heir = heirs_.find(table);
  if (heir == heirs_.end()) return std::nullopt;
  const std::set<Identifier> further = copies_.of(table);
  const bool only_one = std::ranges::none_of(
      further, [&](const Identifier& copy) { return has_table(shadow_, copy); });
  return only_one ? std::optional(heir->second) : std::nullopt;
}

void LossLedger::failed() {
  rows_.take();
  next_heirs_.clear();
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
    loss.table = entry->called;
    if (loss.rows > 0) losses.push_back(std::move(loss));
  }
  std::ranges::reverse(losses);
  return losses;
}

}  // namespace plumbline
