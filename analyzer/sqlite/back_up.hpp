#pragma once
// A copy of a database in a file of its own: https://sqlite.org/backup.html
#include <cstdint>
#include <filesystem>
#include <functional>

namespace plumbline {

/// Pages copied, and pages in all.
using OnPages = std::function<void(std::int64_t done, std::int64_t total)>;

/// Copies `database` as it is committed now to `copy`, a new name: whole and on the disk, or not
/// there at all. No more people may read it than the database. It reads through a connection of its
/// own, so another one of this program may hold the write lock. Throws Error.
void back_up(const std::filesystem::path& database, const std::filesystem::path& copy,
             const OnPages& on_pages);

}  // namespace plumbline
