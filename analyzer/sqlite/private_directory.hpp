#pragma once
// Where temporary files go, and a directory of our own there that goes away with its owner.
#include <filesystem>
#include <memory>

namespace plumbline {

/// $TMPDIR, or /tmp where that is not set. Whether it can be used is not looked at.
std::filesystem::path temporary_place();

/// Throws Error(failed) where no file can be made there.
void require_temporary_place();

class PrivateDirectory {
 public:
  /// In the place for temporary files, readable by this user only. Throws Error(failed).
  static PrivateDirectory make();

  PrivateDirectory(PrivateDirectory&&) = default;
  PrivateDirectory& operator=(PrivateDirectory&&) = default;

  const std::filesystem::path& path() const { return *path_; }

 private:
  struct Remove {
    void operator()(std::filesystem::path* path) const;
  };
  explicit PrivateDirectory(const std::filesystem::path& path)
      : path_(new std::filesystem::path(path)) {}

  std::unique_ptr<std::filesystem::path, Remove> path_;
};

}  // namespace plumbline
