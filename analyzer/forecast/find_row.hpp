#pragma once
// One row that a table takes, found by trying: what SQLite complains of says which values to change
// next.
#include <string>
#include <vector>

#include "analyzer/forecast/candidate_values.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Inserts a row made of the slots' candidates into `table`. Empty where that worked, otherwise
/// SQLite's words for the last row tried.
std::string insert_some_row(const Connection& connection, const Table& table,
                            const std::vector<Slot>& slots);

}  // namespace plumbline
