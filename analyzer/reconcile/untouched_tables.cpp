#include "analyzer/reconcile/untouched_tables.hpp"

#include <algorithm>

namespace plumbline {

namespace {

bool is_unsure(const StatementEffect& effect) {
  return effect.failure.has_value() || effect.touched.pragma == "writable_schema";
}

std::set<Identifier> touched_by(const MigrationInHand& hand) {
  std::set<Identifier> touched;
  for (const StatementEffect& effect : hand.effects) {
    for (const auto& [table, writes] : effect.touched.writes) touched.insert(table);
    touched.insert(effect.touched.dropped.begin(), effect.touched.dropped.end());
    for (const ObjectChange& change : effect.changes) {
      if (change.object.type == "table") touched.insert(change.object.name);
    }
  }
  return touched;
}

/// Rows go with those of a parent, and theirs with them.
void add_children(const Connection& live, std::set<Identifier>& touched) {
  Query query(live,
              "SELECT t.name, k.\"table\" FROM sqlite_schema AS t"
              " JOIN pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'");
  std::multimap<Identifier, Identifier> children;
  while (query.step()) children.emplace(Identifier(query.text(1)), Identifier(query.text(0)));
  std::vector<Identifier> open(touched.begin(), touched.end());
  while (!open.empty()) {
    const auto [first, last] = children.equal_range(open.back());
    open.pop_back();
    for (auto child = first; child != last; ++child) {
      if (touched.insert(child->second).second) open.push_back(child->second);
    }
  }
}

bool fires_triggers(const Connection& live, const std::set<Identifier>& touched) {
  Query query(live, "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'");
  while (query.step()) {
    if (touched.contains(Identifier(query.text(0)))) return true;
  }
  return false;
}

/// A virtual table keeps its rows in tables that begin with its name.
bool is_part_of(const Identifier& table, const std::set<Identifier>& touched) {
  const std::string name = ascii_lower(table.text());
  return std::ranges::any_of(touched, [&](const Identifier& owner) {
    return name == ascii_lower(owner.text()) || name.starts_with(ascii_lower(owner.text()) + "_");
  });
}

}  // namespace

std::set<Identifier> untouched_tables(const Connection& live, const MigrationInHand& hand) {
  if (!hand.migration.has_sql || std::ranges::any_of(hand.effects, is_unsure)) return {};
  std::set<Identifier> touched = touched_by(hand);
  add_children(live, touched);
  if (fires_triggers(live, touched)) return {};
  std::set<Identifier> untouched;
  Query query(live, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (query.step()) {
    const Identifier table(query.text(0));
    if (!is_part_of(table, touched)) untouched.insert(table);
  }
  return untouched;
}

}  // namespace plumbline
