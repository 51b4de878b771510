#include "analyzer/reconcile/interference.hpp"

#include <algorithm>

namespace plumbline {

namespace {

bool share(const std::set<Identifier>& a, const std::set<Identifier>& b) {
  return std::ranges::any_of(a, [&](const Identifier& name) { return b.contains(name); });
}

}  // namespace

bool writes_what_is_read(const Touched& writer, const Touched& reader) {
  return std::ranges::any_of(writer.writes, [&](const auto& entry) {
    const auto& [table, writes] = entry;
    const auto read = reader.reads.find(table);
    if (read == reader.reads.end()) return false;
    return writes.inserts || writes.deletes || share(writes.updates, read->second);
  });
}

bool writes_the_same(const Touched& a, const Touched& b) {
  return std::ranges::any_of(a.writes, [&](const auto& entry) {
    const auto& [table, writes] = entry;
    const auto other = b.writes.find(table);
    if (other == b.writes.end()) return false;
    const bool rows =
        writes.inserts || writes.deletes || other->second.inserts || other->second.deletes;
    return rows || share(writes.updates, other->second.updates);
  });
}

}  // namespace plumbline
