#pragma once
// A YAML schema run on an empty shadow and read back by the introspector: what a declaration and a
// snapshot mean.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/change.hpp"
#include "model/deadline.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct DeclaredSchema {
  Connection connection;        ///< the shadow that holds it
  Schema schema;                ///< user_version and application_id only where the YAML states them
  std::vector<Rename> renames;  ///< from renamed_from
  std::string taken_at = {};    ///< of a snapshot; empty: not dated
};

/// `file` is the name used in errors. Throws Error(bad_yaml | bad_sql) with line and column.
DeclaredSchema declared_schema(std::string_view yaml, const std::string& file,
                               std::optional<Deadline> deadline);

}  // namespace plumbline
