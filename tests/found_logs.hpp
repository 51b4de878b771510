#pragma once
// What find_logs makes of a database that a test writes in SQL.
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"

namespace plumbline {

/// "kysely@kysely_migration+kysely_migration_lock", several with a blank between them.
std::string shown(const std::vector<FoundLog>& logs);

LogChoice choose(const std::string& runner, const std::string& table = "",
                 const std::string& key = "");

std::vector<FoundLog> logs_in(const std::string& sql, const LogChoice& choice);
std::string found_in(const std::string& sql, const LogChoice& choice = {});
/// The same, or "usage: what is wrong".
std::string message_of(const std::string& sql, const LogChoice& choice);

/// The columns of Kysely's log, in parentheses.
extern const std::string kysely_columns;

}  // namespace plumbline
