#include "analyzer/history/files/revision_graph.hpp"

#include <algorithm>
#include <utility>

namespace plumbline {

namespace {

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : list + ",") {
    if (c != ',' && c != ' ') {
      part += c;
    } else if (!part.empty()) {
      parts.push_back(std::exchange(part, ""));
    }
  }
  return parts;
}

}  // namespace

RevisionGraph::RevisionGraph(const std::vector<Migration>& migrations) {
  std::map<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < migrations.size(); ++i) by_key.emplace(migrations[i].key, i);
  for (const Migration& migration : migrations) {
    std::vector<std::size_t>& parents = parents_.emplace_back();
    const auto field = migration.fields.find("parents");
    if (field == migration.fields.end()) continue;
    for (const std::string& key : parts_of(field->second)) {
      if (const auto parent = by_key.find(key); parent != by_key.end()) {
        parents.push_back(parent->second);
      }
    }
  }
}

Revisions RevisionGraph::with_ancestors(const Revisions& revisions) const {
  Revisions all;
  std::vector<std::size_t> open(revisions.begin(), revisions.end());
  while (!open.empty()) {
    const std::size_t revision = open.back();
    open.pop_back();
    if (!all.insert(revision).second) continue;
    open.insert(open.end(), parents_[revision].begin(), parents_[revision].end());
  }
  return all;
}

Revisions RevisionGraph::with_descendants(const Revisions& revisions) const {
  Revisions all;
  for (std::size_t i = 0; i < parents_.size(); ++i) {
    const Revisions ancestors = with_ancestors({i});
    if (std::ranges::any_of(revisions, [&](std::size_t r) { return ancestors.contains(r); })) {
      all.insert(i);
    }
  }
  return all;
}

Revisions RevisionGraph::heads_of(const Revisions& applied) const {
  Revisions heads = applied;
  for (const std::size_t revision : applied) {
    for (const std::size_t parent : parents_[revision]) heads.erase(parent);
  }
  return heads;
}

}  // namespace plumbline
