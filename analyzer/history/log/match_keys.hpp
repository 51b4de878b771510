#pragma once
// Which migrations a record of a log means: keys compared as the runner compares them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

/// For each record the migrations that it names, by index; none for a record without a migration.
/// Only LogMode::rows has more than one name a record, and only where two files share a key.
std::vector<std::vector<std::size_t>> migrations_of_records(
    const Runner& runner, const std::vector<LogRecord>& records,
    const std::vector<Migration>& migrations);

/// Whether a file may stand for one that its runner calls otherwise: the runner's own migrations
/// are not SQL, the file is. Then extensions do not count.
bool stands_for_another(const Runner& runner, const Migration& migration);

/// Whether the runner's keys are in a journal, and this migration was read without one.
bool lacks_its_journal(const Runner& runner, const Migration& migration);

/// "20260101_users.up.sql", "20260101_users.ts" → "20260101_users"; "x/migration.sql" → "x".
std::string_view without_extension(std::string_view key);

/// Digits without leading zeros; nothing for text that is no whole number.
std::optional<std::string> whole_number(std::string_view text);
/// Of two whole numbers of any length, as whole_number() gives them.
bool number_less(std::string_view a, std::string_view b);

}  // namespace plumbline
