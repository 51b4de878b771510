#pragma once
// sqlite_schema read again after each statement, no more of it than the statement can have changed.
#include <map>
#include <set>
#include <vector>

#include "analyzer/reconcile/object_texts.hpp"

namespace plumbline {

/// `from` is nothing for an object that was not there, `to` for one that is gone.
struct ObjectChange {
  ObjectKey object;
  std::optional<std::string> from, to;
};

class SchemaWatch {
 public:
  SchemaWatch(const Connection& connection, const std::set<Identifier>& left_out);

  /// After a statement that only added rows to sqlite_schema.
  std::vector<ObjectChange> added();
  /// After one that changed or removed some: all are compared.
  std::vector<ObjectChange> compared();

 private:
  struct Entry {
    ObjectKey object;
    std::string sql;
  };
  bool is_left_out(const Query& row) const;
  void add(const Query& row, std::vector<ObjectChange>& changes);

  std::set<Identifier> left_out_;
  std::map<std::int64_t, Entry> entries_;  ///< by rowid
  std::int64_t newest_ = 0;
  Query newer_;
};

}  // namespace plumbline
