#pragma once
// What a target declares, put into the words of the database: its rows are asked as they are now.
#include <optional>
#include <string>

#include "analyzer/audit/row_checks.hpp"

namespace plumbline {

/// `expression` of the target with the names that the columns and the table have in the database;
/// nothing where it mentions a column that is new.
std::optional<std::string> in_live_words(const std::string& expression, const TablePair& pair);

/// "the type of n changes": why the values as they are stored now do not tell what the expression,
/// one of the target's, would say of them; empty where they do. What a declared column compares
/// with depends on its affinity and its collation (https://sqlite.org/datatype3.html).
std::string undecided_by(const std::string& expression, const TablePair& pair);

/// The value of a column of the database as the target would store it:
/// https://sqlite.org/datatype3.html#type_affinity
std::string stored_anew(const std::string& value, const Column& live, const Column& target,
                        const TablePair& pair);

/// Whether a number, or a text that is one, becomes an integer where it is stored in a column for
/// integers. A CAST to NUMERIC leaves a real value as it is, and one to INTEGER gives the smallest
/// integer for all that is below, which no real value becomes.
std::string is_whole(const std::string& value);

}  // namespace plumbline
