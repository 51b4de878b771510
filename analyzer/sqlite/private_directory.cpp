#include "analyzer/sqlite/private_directory.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& place, int why) {
  throw Error(Error::Kind::failed, {place.string(), 0, 0},
              std::string("no temporary files can be made here: ") + std::strerror(why) +
                  " (TMPDIR names the place for them)");
}

}  // namespace

fs::path temporary_place() {
  const char* const named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

void require_temporary_place() {
  const fs::path place = temporary_place();
  std::error_code failure;
  const bool directory = fs::is_directory(place, failure);
  if (failure) fail(place, failure.value());
  if (!directory) fail(place, ENOTDIR);
  if (access(place.c_str(), W_OK | X_OK) != 0) fail(place, errno);
}

void PrivateDirectory::Remove::operator()(fs::path* path) const {
  std::error_code ignored;  // a destructor has nobody to tell
  fs::remove_all(*path, ignored);
  delete path;
}

PrivateDirectory PrivateDirectory::make() {
  const fs::path place = temporary_place();
  std::string pattern = (place / "plumbline-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) fail(place, errno);
  return PrivateDirectory(pattern);
}

}  // namespace plumbline
