#pragma once
// Statements written so that they can run a second time: IF NOT EXISTS, IF EXISTS, and INSERTs that
// leave out what is there. Nothing else of the text changes.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/identifier.hpp"

namespace plumbline {

/// CREATE TABLE, INDEX, VIEW, TRIGGER and VIRTUAL TABLE with IF NOT EXISTS; nothing for any other
/// statement, and where it is there. https://sqlite.org/lang_createtable.html
std::optional<std::string> with_if_not_exists(const std::string& sql);
/// DROP with IF EXISTS, likewise.
std::optional<std::string> with_if_exists(const std::string& sql);

/// The table that an INSERT fills; nothing for any other statement, and for one with REPLACE,
/// RETURNING, ON CONFLICT or DEFAULT VALUES.
std::optional<Identifier> table_of_insert(const std::string& sql);
/// Such an INSERT, where it does nothing unless the table is empty.
std::string only_into_empty_table(const std::string& sql);
/// Such an INSERT without the rows that are there with the same values; `columns` are those of the
/// table, for one that names none.
std::string without_rows_that_are_there(const std::string& sql,
                                        const std::vector<Identifier>& columns);

}  // namespace plumbline
