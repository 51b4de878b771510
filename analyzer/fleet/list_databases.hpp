#pragma once
// Which files the sources of a fleet name.
#include <string>
#include <string_view>
#include <vector>

#include "model/error.hpp"

namespace plumbline {

struct Listing {
  std::vector<std::string> files;  ///< as the sources name them, each once, sorted byte by byte
  std::vector<Error> not_listed;   ///< directories that cannot be read
};

/// Whether it is a pattern (https://man7.org/linux/man-pages/man7/glob.7.html) and no file is
/// called so.
bool is_glob(const std::string& source);

/// A file is itself, and so is a name that nothing is called. A glob is what it matches, without
/// the -wal, -shm and -journal of what it matches. A directory is every database below it, told by
/// its first bytes; what is called *.db and the like is taken whatever it holds, so that a damaged
/// one is named. Symbolic links below a directory are left alone.
///
/// Throws Error(unreadable) where a glob matches nothing, or a directory holds no database.
Listing list_databases(const std::vector<std::string>& sources);

/// The names in a list: one a line, or with a NUL behind each.
std::vector<std::string> names_in_list(std::string_view text);

}  // namespace plumbline
