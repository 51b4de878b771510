#include "tests/unflushed.hpp"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace plumbline {

struct Unflushed::Watch {
  dev_t device = 0;
  ino_t inode = 0;
  std::function<void()> folder_is_flushed;
};

namespace {

std::shared_ptr<const Unflushed::Watch>& watch() {
  static std::shared_ptr<const Unflushed::Watch> now;
  return now;
}

int flush(int file, long call) {
  const std::shared_ptr<const Unflushed::Watch> watching = watch();
  if (watching == nullptr) return static_cast<int>(syscall(call, file));
  struct stat facts {};
  if (watching->folder_is_flushed && fstat(file, &facts) == 0 && facts.st_dev == watching->device &&
      facts.st_ino == watching->inode) {
    watching->folder_is_flushed();
  }
  return 0;
}

}  // namespace

Unflushed::Unflushed() : before_(watch()) { watch() = std::make_shared<Watch>(); }

Unflushed::Unflushed(const std::filesystem::path& folder, std::function<void()> folder_is_flushed)
    : before_(watch()) {
  struct stat facts {};
  stat(folder.c_str(), &facts);
  watch() =
      std::make_shared<Watch>(Watch{facts.st_dev, facts.st_ino, std::move(folder_is_flushed)});
}

Unflushed::~Unflushed() { watch() = before_; }

}  // namespace plumbline

// SQLite finds these before those of the C library: a program's own names come first. The names of
// the parameters in <unistd.h> are reserved ones.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" int fsync(int file) { return plumbline::flush(file, SYS_fsync); }
extern "C" int fdatasync(int file) { return plumbline::flush(file, SYS_fdatasync); }
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
