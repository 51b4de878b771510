#include "analyzer/reconcile/schema_watch.hpp"

#include <algorithm>

namespace plumbline {

namespace {

constexpr const char* rows_from =
    "SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema WHERE rowid > ?1 ORDER BY rowid";

/// An object that went and came under the same key, in one statement, has changed.
std::vector<ObjectChange> joined(std::vector<ObjectChange> gone, std::vector<ObjectChange> come) {
  for (ObjectChange& change : gone) {
    const auto same = std::ranges::find(come, change.object, &ObjectChange::object);
    if (same == come.end()) continue;
    change.to = same->to;
    come.erase(same);
  }
  std::ranges::move(come, std::back_inserter(gone));
  return gone;
}

}  // namespace

SchemaWatch::SchemaWatch(const Connection& connection, const std::set<Identifier>& left_out)
    : left_out_(left_out), newer_(connection, rows_from) {
  added();
}

bool SchemaWatch::is_left_out(const Query& row) const {
  return row.is_null(4) || ascii_lower(row.text(2)).starts_with("sqlite_") ||
         left_out_.contains(Identifier(row.text(3)));
}

void SchemaWatch::add(const Query& row, std::vector<ObjectChange>& changes) {
  Entry entry{{std::string(row.text(1)), Identifier(row.text(2))}, std::string(row.text(4))};
  changes.push_back({entry.object, std::nullopt, entry.sql});
  entries_.insert_or_assign(row.integer(0), std::move(entry));
}

std::vector<ObjectChange> SchemaWatch::added() {
  std::vector<ObjectChange> changes;
  newer_.reset();
  newer_.bind(1, newest_);
  while (newer_.step()) {
    newest_ = newer_.integer(0);
    if (!is_left_out(newer_)) add(newer_, changes);
  }
  newer_.reset();
  return changes;
}

std::vector<ObjectChange> SchemaWatch::compared() {
  std::vector<ObjectChange> gone, come;
  const auto lose = [&](auto entry) {
    gone.push_back({entry->second.object, entry->second.sql, std::nullopt});
    return entries_.erase(entry);
  };
  auto known = entries_.begin();
  newest_ = 0;
  newer_.reset();
  newer_.bind(1, newest_);
  while (newer_.step()) {
    newest_ = newer_.integer(0);
    if (is_left_out(newer_)) continue;
    while (known != entries_.end() && known->first < newest_) known = lose(known);
    if (known != entries_.end() && known->first == newest_) {
      const bool same =
          known->second.sql == newer_.text(4) && known->second.object.name.text() == newer_.text(2);
      if (same) {
        ++known;
        continue;
      }
      known = lose(known);
    }
    add(newer_, come);
  }
  newer_.reset();
  while (known != entries_.end()) known = lose(known);
  return joined(std::move(gone), std::move(come));
}

}  // namespace plumbline
