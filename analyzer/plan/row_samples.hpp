#pragma once
// Which rows are meant, in words: rowids, and values only where the user asked for them.
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"

namespace plumbline {

/// "rowids 4, 9, 12, …": the rows of `from` (a FROM clause) for which `where` holds. `rowid` is an
/// expression, empty where the rows have none; with --show-values, `value` is shown too.
std::string sample_rows(const Connection& connection, const std::string& rowid,
                        const std::string& value, const std::string& from, const std::string& where,
                        const Options& options);

/// "1 row", "3 rows".
std::string count_of_rows(std::int64_t rows);
/// "1 row has", "3 rows have": `one` and `many` are the verb.
std::string rows_that(std::int64_t rows, const std::string& one, const std::string& many);

}  // namespace plumbline
