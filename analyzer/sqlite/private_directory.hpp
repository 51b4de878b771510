#pragma once
// A directory of our own that goes away with its owner.
#include <filesystem>
#include <memory>

namespace plumbline {

class PrivateDirectory {
 public:
  /// Under the system's place for temporary files, readable by this user only. Throws
  /// Error(failed).
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
