#pragma once
// What migrations in a programming language, and comments in SQL, say of themselves: their name,
// what comes before them, whether they want a transaction.
#include <optional>
#include <vector>

#include "analyzer/history/files/migration_file.hpp"

namespace plumbline {

/// Fills fields, parents and the mode of the transaction from `file.text`. False: the file is no
/// migration (an Alembic directory holds other Python too).
bool read_code(const Runner& runner, MigrationFile& file);

/// One for each function that sqlite-migrate runs: https://github.com/simonw/sqlite-migrate
std::vector<MigrationFile> read_python_functions(const MigrationFile& file);

/// Whether the file, or one beside it, opts out of its runner's transaction.
bool opts_out_of_transaction(const Runner& runner, const std::string& text);

}  // namespace plumbline
