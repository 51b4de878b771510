#pragma once
// A table of random columns, random constraints for it, and random rows that know of none.
#include <cstdint>
#include <string>
#include <vector>

namespace plumbline {

struct GeneratedColumn {
  std::string name, type, collation;
};

enum class BreakableKind { not_null, check, unique, unique_index, foreign_key, strict_type };

struct GeneratedConstraint {
  BreakableKind kind;
  std::string column;  ///< of NOT NULL, a foreign key and a STRICT type
  std::string clause;  ///< of the table; of an index: the whole statement
};

struct GeneratedRows {
  std::vector<GeneratedColumn> live, target;  ///< the same names; seldom, another type
  std::vector<GeneratedConstraint> constraints;
  std::string parent;  ///< CREATE and INSERTs of the table p that foreign keys reference
  std::string rows;    ///< INSERTs into t
};

GeneratedRows generate_rows(std::uint64_t seed);

/// CREATE TABLE t (…) with these constraints; their indexes behind it.
std::string create_table(const std::string& name, const std::vector<GeneratedColumn>& columns,
                         const std::vector<GeneratedConstraint>& constraints);

}  // namespace plumbline
