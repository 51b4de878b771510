#pragma once
// fsync() of this process, watched: which directories are flushed is known to nobody but the
// kernel.
#include <filesystem>
#include <functional>
#include <memory>

namespace plumbline {

/// While this lives, fsync() and fdatasync() flush nothing, and a call for the folder is reported.
class Unflushed {
 public:
  Unflushed(const std::filesystem::path& folder, std::function<void()> folder_is_flushed);
  /// Nobody is told.
  Unflushed();
  ~Unflushed();
  Unflushed(const Unflushed&) = delete;
  Unflushed& operator=(const Unflushed&) = delete;

  struct Watch;

 private:
  std::shared_ptr<const Watch> before_;
};

}  // namespace plumbline
