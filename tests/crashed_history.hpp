#pragma once
// A history of migrations laid out as files and stopped behind every statement.
#include <string>
#include <vector>

#include "analyzer/forecast/crash_matrix.hpp"

namespace plumbline {

/// The matrix of files 1.sql, 2.sql, … with these statements, under the log of Kysely.
CrashMatrix crashed(const std::vector<std::vector<std::string>>& migrations, bool foreign_keys);

/// Behind each statement of the last migration, as "2: mended, restored"; what is wrong is said in
/// capitals, and false alarms come last.
std::string answers(const std::vector<std::vector<std::string>>& migrations);

}  // namespace plumbline
