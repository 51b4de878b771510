#include "analyzer/sqlite/private_directory.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

#include "model/error.hpp"

namespace plumbline {

void PrivateDirectory::Remove::operator()(std::filesystem::path* path) const {
  std::error_code ignored;  // a destructor has nobody to tell
  std::filesystem::remove_all(*path, ignored);
  delete path;
}

PrivateDirectory PrivateDirectory::make() {
  std::error_code failure;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(failure);
  std::string pattern = (parent / "plumbline-XXXXXX").string();
  if (failure || mkdtemp(pattern.data()) == nullptr) {
    throw Error(Error::Kind::failed, {parent.string(), 0, 0},
                "no temporary directory can be made here (set TMPDIR to another place)");
  }
  return PrivateDirectory(pattern);
}

}  // namespace plumbline
