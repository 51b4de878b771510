#pragma once
// Databases that are read as private copies, because SQLite would write to them to read them.
#include <filesystem>
#include <string_view>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

/// `file` with its -wal and -journal as they were at one moment, recovered as SQLite does. When
/// this returns nothing of the copy has a name any more: it is gone with the connection, or with
/// the process, however that ends. A signal that ends the program does so while it is being made,
/// and then nothing is left either; only SIGKILL leaves the directory then.
///
/// Throws Error(unreadable) where it cannot be read or is written to again and again meanwhile,
/// Error(failed) where there is no room for it, and SQLite's own where it is damaged.
Connection private_copy_of(const std::filesystem::path& file);

/// The same of bytes that are in no file. `name` is what errors call them.
Connection private_copy_of(std::string_view database, const std::string& name);

}  // namespace plumbline
