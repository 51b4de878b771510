#include "analyzer/losses/copies.hpp"

namespace plumbline {

namespace {

/// Those that the statement puts rows into: by INSERT, or by CREATE TABLE … AS SELECT.
std::set<Identifier> filled_by(const StatementEffect& effect) {
  std::set<Identifier> filled;
  for (const auto& [table, writes] : effect.touched.writes) {
    if (writes.inserts) filled.insert(table);
  }
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type == "table" && !change.from) filled.insert(change.object.name);
  }
  return filled;
}

}  // namespace

std::optional<std::pair<Identifier, Identifier>> renamed_table(const StatementEffect& effect) {
  if (!effect.touched.dropped.empty()) return std::nullopt;
  std::optional<Identifier> gone, come;
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type != "table") continue;
    if (change.from && !change.to) gone = change.object.name;
    if (!change.from && change.to) come = change.object.name;
  }
  if (!gone || !come) return std::nullopt;
  return std::pair(*gone, *come);
}

void Copies::rename(const Identifier& from, const Identifier& to) {
  for (auto& [source, copies] : copies_) {
    if (copies.erase(from) > 0) copies.insert(to);
  }
  if (auto entry = copies_.extract(from)) {
    entry.key() = to;
    copies_.insert(std::move(entry));
  }
}

void Copies::drop(const Identifier& table) {
  for (auto& [source, copies] : copies_) copies.erase(table);
  copies_.erase(table);
}

void Copies::follow(const StatementEffect& effect) {
  for (const Identifier& table : effect.touched.dropped) drop(table);
  if (const auto names = renamed_table(effect)) return rename(names->first, names->second);
  const std::set<Identifier> filled = filled_by(effect);
  for (const auto& [read, columns] : effect.touched.reads) {
    for (const Identifier& table : filled) {
      if (table != read) copies_[read].insert(table);
    }
  }
}

std::set<Identifier> Copies::of(const Identifier& table) const {
  const auto found = copies_.find(table);
  return found == copies_.end() ? std::set<Identifier>() : found->second;
}

std::set<Identifier> Copies::sources_of(const Identifier& table) const {
  std::set<Identifier> sources;
  for (const auto& [source, copies] : copies_) {
    if (copies.contains(table)) sources.insert(source);
  }
  return sources;
}

}  // namespace plumbline
