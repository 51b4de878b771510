#include "tools/plumbline/fleet/file_stamp.hpp"

#include <sys/stat.h>

namespace plumbline {

namespace {

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp stamp_of(const std::string& file) {
  FileStamp stamp{};
  struct stat now {};
  if (stat(file.c_str(), &now) == 0) {
    stamp[0] = now.st_size;
    stamp[1] = nanoseconds(now.st_mtim);
  }
  if (stat((file + "-wal").c_str(), &now) == 0) {
    stamp[2] = now.st_size;
    stamp[3] = nanoseconds(now.st_mtim);
  }
  return stamp;
}

}  // namespace plumbline
