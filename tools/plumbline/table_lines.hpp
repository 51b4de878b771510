#pragma once
// The lines of a table in the text of a schema.
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

/// "(a, b)"
void append_names(std::string& out, const std::vector<Identifier>& names);
/// "(a COLLATE NOCASE, b DESC)"
void append_parts(std::string& out, const std::vector<KeyPart>& parts);
/// A line a column, name and type aligned; a key of one column is shown with it.
void append_columns(std::string& out, const Table& table);
void append_constraints(std::string& out, const Table& table);

}  // namespace plumbline
