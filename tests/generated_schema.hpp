#pragma once
// Databases out of a number: a live one with rows, and a target that it became by a few edits. The
// same seed gives the same bytes at every run; another compiler may take arguments in another
// order.
#include <cstdint>
#include <string>

namespace plumbline {

struct GeneratedPair {
  std::string live;    ///< statements, rows among them, that SQLite takes one after another
  std::string target;  ///< statements without rows
};
GeneratedPair generate_pair(std::uint64_t seed);

/// A schema that ALTER TABLE brought where CREATE would have begun.
struct GeneratedAlter {
  std::string before;      ///< the schema it started from
  std::string altered;     ///< ALTER TABLE statements
  std::string equivalent;  ///< the same schema, declared at once
};
GeneratedAlter generate_alter(std::uint64_t seed);

}  // namespace plumbline
