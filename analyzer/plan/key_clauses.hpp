#pragma once
// A key as the clauses of a SELECT that looks for rows which share a value of it.
#include <optional>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

struct KeyClauses {
  std::string group_by;       ///< with the collations in force
  std::string condition;      ///< rows that the key looks at: NULLs are all different
  std::string names;          ///< for people
  std::string values;         ///< as a result
  std::string quoted_values;  ///< as one SQL text
};

KeyClauses key_clauses(const std::vector<KeyPart>& parts, const std::optional<std::string>& where);

}  // namespace plumbline
