#pragma once
// Directories of migrations laid out for a test, and what was read of them in words.
#include <string>
#include <utility>
#include <vector>

#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

using MigrationTexts = std::vector<std::pair<std::string, std::string>>;
using Names = std::vector<std::string>;

/// Reads `files`, laid out in the folder m, as `runner` does; empty: nobody knows the runner.
Migrations read_laid_out(const std::string& runner, const MigrationTexts& files,
                         const Options& options = {});

/// The same names with a table each.
MigrationTexts tables(const Names& names);

Names ids(const Migrations& migrations);
Names keys(const Migrations& migrations);

/// "line:column sql" of each statement.
Names shown(const std::vector<MigrationStatement>& statements);

/// "severity rule file:line" of each finding; all but notes must say what to do.
Names findings(const Migrations& migrations);

/// "kind message" of the Error that reading throws; empty where it throws none.
std::string complaint_of_reading(const std::string& runner, const MigrationTexts& files);

}  // namespace plumbline
