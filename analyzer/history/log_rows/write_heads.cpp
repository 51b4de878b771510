#include "analyzer/history/log_rows/write_heads.hpp"

#include <algorithm>

#include "analyzer/history/files/revision_graph.hpp"

namespace plumbline {

namespace {

class HeadWriter {
 public:
  explicit HeadWriter(const LogContext& context) : context_(context) {}

  std::string insert(std::size_t revision) const {
    return "INSERT INTO " + table() + " (" + column() + ") VALUES (" + key(revision) + ")";
  }
  std::string remove(std::size_t revision) const {
    return "DELETE FROM " + table() + " WHERE " + column() + " = " + key(revision);
  }
  std::string move(std::size_t from, std::size_t to) const {
    return "UPDATE " + table() + " SET " + column() + " = " + key(to) + " WHERE " + column() +
           " = " + key(from);
  }
  std::string insert_unless(std::size_t revision, const Revisions& covering) const {
    std::string keys;
    for (const std::size_t i : covering) keys += (keys.empty() ? "" : ", ") + key(i);
    return "INSERT INTO " + table() + " (" + column() + ") SELECT " + key(revision) +
           " WHERE NOT EXISTS (SELECT 1 FROM " + table() + " WHERE " + column() + " IN (" + keys +
           "))";
  }

 private:
  std::string table() const { return context_.found.table.quoted(); }
  const std::string& column() const { return context_.found.runner->key; }
  std::string key(std::size_t revision) const {
    return quote_literal(context_.migrations[revision].key);
  }

  const LogContext& context_;
};

Revisions recorded(const LogContext& context) {
  Revisions revisions;
  for (std::size_t i = 0; i < context.migrations.size(); ++i) {
    if (context.matched.of[i].recorded) revisions.insert(i);
  }
  return revisions;
}

std::vector<std::size_t> only_in(const Revisions& these, const Revisions& those) {
  std::vector<std::size_t> left;
  std::ranges::set_difference(these, those, std::back_inserter(left));
  return left;
}

/// The revisions that become heads when `index` is taken away from above `left`.
std::vector<std::size_t> uncovered(const RevisionGraph& graph, const Revisions& left,
                                   std::size_t index) {
  Revisions with_it = left;
  with_it.insert(index);
  return only_in(graph.heads_of(left), graph.heads_of(with_it));
}

}  // namespace

std::vector<std::string> record_head(const LogContext& context, std::size_t index) {
  const RevisionGraph graph(context.migrations);
  Revisions before = recorded(context);
  before.merge(graph.with_ancestors({index}));
  before.erase(index);
  Revisions after = before;
  after.insert(index);
  const HeadWriter writer(context);
  std::vector<std::size_t> replaced = only_in(graph.heads_of(before), graph.heads_of(after));
  if (replaced.empty()) return {writer.insert(index)};
  std::vector<std::string> statements;
  for (; replaced.size() > 1; replaced.erase(replaced.begin())) {
    statements.push_back(writer.remove(replaced.front()));
  }
  statements.push_back(writer.move(replaced.front(), index));
  return statements;
}

std::vector<std::string> unrecord_head(const LogContext& context, std::size_t index) {
  const RevisionGraph graph(context.migrations);
  Revisions left = recorded(context);
  left.merge(graph.with_ancestors({index}));
  for (const std::size_t later : graph.with_descendants({index})) left.erase(later);
  const Revisions before_it(left.begin(), left.lower_bound(index));
  const HeadWriter writer(context);
  const std::vector<std::size_t> back = uncovered(graph, left, index);
  std::vector<std::string> statements = {back.empty() ? writer.remove(index)
                                                      : writer.move(index, back.front())};
  for (std::size_t i = 1; i < back.size(); ++i) statements.push_back(writer.insert(back[i]));
  // Covered by a branch that stands behind it: an earlier statement may have taken that away.
  for (const std::size_t parent : uncovered(graph, before_it, index)) {
    if (std::ranges::count(back, parent) > 0) continue;
    statements.push_back(writer.insert_unless(parent, graph.with_descendants({parent})));
  }
  return statements;
}

}  // namespace plumbline
