#pragma once
// What the rules about migrations have in common: where a finding is, and how they put things.
#include <string>
#include <vector>

#include "rules/rule.hpp"

namespace plumbline {

/// A finding about a migration: in its file, at the first statement that has not run.
Finding finding_of(const Rule& rule, const MigrationStatus& migration, std::string message,
                   std::string remedy);

bool has(const MigrationStatus& migration, MigrationFlag flag);
bool finds_log(const Reconciliation& input);
/// How to come to a log where none was found: name it, or make the one that was named.
std::string way_to_log(const Reconciliation& input);
/// Its title, or "the runner" where there is no log to tell it by.
std::string runner_of(const Reconciliation& input);
/// Whether it is known that the runner, started now, runs this migration from its first statement.
bool next_start_runs(const Reconciliation& input, const MigrationStatus& migration);

/// The points of one migration: "after statement 1", "before its first statement or after statement
/// 3, 5 to 9 or 12". `after_statements` ascends.
std::string points(const std::vector<int>& after_statements);

/// "1 row", "1204 rows"
std::string count_of(std::int64_t count, const std::string& noun);
/// "a", "a and b", "a, b and c"
std::string listed(const std::vector<std::string>& words);
/// "table users"
std::string name_with_type(const ObjectRef& object);
/// ": " and the text, or nothing where the text is empty.
std::string after_colon(const std::string& text);

/// How to come out of a half-done migration: on to its end or back to its start, unless something
/// stands in the way of both.
std::string way_out(const Reconciliation& input);

}  // namespace plumbline
