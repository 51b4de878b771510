#pragma once
// Files that list migrations in their order: Drizzle's meta/_journal.json and sqitch.plan.
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/history/files/file_pattern.hpp"

namespace plumbline {

/// What each entry says, in order: "tag", "when", "idx" of a journal, "change" of a plan. Throws
/// Error(unreadable) where `text`, the contents of `file`, is no journal.
std::vector<Fields> read_journal(std::string_view text, const std::string& file);

}  // namespace plumbline
