#pragma once
// Alembic's graph: each revision names its parents, the log holds the tips of what is applied.
// https://alembic.sqlalchemy.org/en/latest/branches.html
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/migration.hpp"

namespace plumbline {

using Revisions = std::set<std::size_t>;  ///< indexes of migrations

class RevisionGraph {
 public:
  /// Reads the keys of the parents off the field "parents", parted by commas; those without a file
  /// are left out.
  explicit RevisionGraph(const std::vector<Migration>& migrations);

  const std::vector<std::size_t>& parents_of(std::size_t revision) const {
    return parents_[revision];
  }
  Revisions with_ancestors(const Revisions& revisions) const;
  Revisions with_descendants(const Revisions& revisions) const;
  /// Those of `applied` that no other of them is a child of.
  Revisions heads_of(const Revisions& applied) const;

 private:
  std::vector<std::vector<std::size_t>> parents_;
};

}  // namespace plumbline
