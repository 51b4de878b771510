#pragma once
// CREATE statements from values, beside write_create_table.
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

/// COLLATE is written where the collation of a part is not the one it would have without it.
std::string write_create_index(const Index& index, const Table& table);

/// `columns` may be empty: then SQLite names them after the SELECT.
std::string write_create_view(const Identifier& name, const std::vector<Identifier>& columns,
                              const std::string& select);

}  // namespace plumbline
