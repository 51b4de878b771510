#pragma once
// What lies in a directory of migrations.
#include <filesystem>
#include <string>
#include <vector>

#include "model/finding.hpp"

namespace plumbline {

struct FileListing {
  std::vector<std::string> paths;  ///< below the directory, with /, ordered by bytes
  std::vector<Finding> findings;   ///< folders that cannot be read
};

/// The files below `directory`, links that lead nowhere included. Hidden files and folders ("._a"
/// is another program's note about a), node_modules and __pycache__ are left out. Throws
/// Error(unreadable) where the directory itself cannot be read.
FileListing list_files(const std::filesystem::path& directory);

}  // namespace plumbline
