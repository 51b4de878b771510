#pragma once
// What the guards of a script ask of the database, as SQL expressions that are true where all is as
// it should be: the same for both forms of a script.
#include <string>
#include <vector>

#include "analyzer/plan/guard_script.hpp"

namespace plumbline {

/// "(1, 'a'),\n(2, 'b')": rows of sqlite_master for a VALUES clause.
std::string values_of(const std::vector<SchemaRowPromise>& rows);
/// Whether sqlite_master holds what `expected` says row by row: a table or a SELECT with the
/// columns type, name and sql.
std::string schema_holds(const std::string& expected);
/// " FROM main.sqlite_master WHERE …)": the objects that count, and the end of a subquery.
std::string our_objects(ScriptForm form);
std::string count_is(ScriptForm form, std::int64_t objects);
/// So many of them are tables whose text speaks of references.
std::string referencing_tables_are(ScriptForm form, std::int64_t tables);
/// Whether a table's text does.
bool speaks_of_references(const std::string& sql);

std::vector<std::string> settings_hold(const ScriptFacts& facts);
std::vector<std::string> columns_hold(const std::vector<ColumnsPromise>& columns);
std::vector<std::string> texts_hold(const std::vector<TextPromise>& texts);
/// Of what was counted: the same before and after, and nothing changed that must not.
std::vector<std::string> counts_hold(const ScriptFacts& facts);

/// Statements that count what counts_hold() compares; `why` goes with the first.
std::vector<Statement> count_at(const ScriptFacts& facts, const std::string& moment,
                                const std::string& why);

/// "a\n  AND b"
std::string all_of(const std::vector<std::string>& conditions);

}  // namespace plumbline
