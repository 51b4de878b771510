#pragma once
// The log of a runner in a database that is made to crash: its tables, and a row a migration.
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"

namespace plumbline {

/// The runner that a word of --log stands for here: "auto" is kysely. Throws Error(usage) for one
/// whose log this cannot write.
std::string runner_of_log(const std::string& word);

/// Makes the tables of the runner's log, as the runner does before its first migration.
void create_log(const Connection& connection, const std::string& runner);
void record_in_log(const Connection& connection, const std::string& runner,
                   const Migration& migration);
std::vector<Identifier> tables_of_log(const std::string& runner);

}  // namespace plumbline
