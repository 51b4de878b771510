#pragma once
// Shadows: private databases on which foreign SQL may run. Frozen clock, seeded random numbers,
// stand-ins for what only the application has, and nothing that reaches outside.
#include <memory>
#include <optional>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/file_bytes.hpp"
#include "analyzer/sqlite/frozen_world.hpp"
#include "model/deadline.hpp"

namespace plumbline {

/// Empty, in memory. `name` is what errors call it. With `deadline`, whatever still runs
/// on it after that time is interrupted.
Connection empty_shadow(const std::string& name, std::optional<Deadline> deadline);

/// Denies this connection what reaches outside: ATTACH, load_extension, file functions.
void guard(const Connection& connection);
/// Whether that is what an authorizer was asked: https://sqlite.org/c3ref/c_alter_table.html
bool reaches_outside(int action, const char* first, const char* second);

struct Shadow {
  Connection connection;
  /// What it reads through to; null for a copy. Asked in the end whether it is outdated.
  std::shared_ptr<const FileBytes> below = nullptr;
};

/// A copy of so many bytes takes about 5 ms, and nothing is held on the database behind it.
constexpr std::int64_t most_bytes_copied = std::int64_t{16} << 20;

/// `live`, rows and all, to be changed at will. A small one is copied in memory
/// (https://sqlite.org/backup.html). Of one larger than `copied_up_to` nothing is copied: the
/// shadow reads the pages of `live` itself and keeps what is written, in a temporary file. So a
/// read transaction is held on `live` until the last such shadow is gone: live_bytes.hpp says what
/// that means, and of which databases the pages are copied all the same, into a file without a name
/// where they are many.
Shadow shadow_of(const Connection& live, std::optional<Deadline> deadline,
                 World world = World::first, std::int64_t copied_up_to = most_bytes_copied);

/// Makes `to` a copy of all pages of `from`.
void copy_pages(const Connection& from, const Connection& to);

/// The same schema with the first rows of each table, in memory. What is counted on it is counted
/// of these rows only. Throws Error(unsupported) where the schema cannot be made again.
Shadow sampled_shadow_of(const Connection& live, std::optional<Deadline> deadline);

}  // namespace plumbline
