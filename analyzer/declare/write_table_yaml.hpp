#pragma once
// One entry of `tables:` as YAML text.
#include <string>

#include "model/schema.hpp"

namespace plumbline {

/// Whether the grammar can say this index: its text was understood.
bool is_expressible(const Index& index);

/// Lines indented by two, for a table that is not virtual. One that is only partly understood goes
/// in as its SQL. Indexes that are not expressible are left to the caller.
std::string write_table_yaml(const Table& table);

}  // namespace plumbline
