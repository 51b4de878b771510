#pragma once
// The program as a process of its own, which a test can stop, limit, or let run beside others.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace plumbline {

struct ChildLimits {
  std::optional<std::uint64_t> largest_file;  ///< RLIMIT_FSIZE, in bytes
  bool survives_the_limit = false;            ///< SIGXFSZ is ignored: the write fails instead
  bool nobody = false;                        ///< where the test is root, the program is not
};

struct ChildEnd {
  int exit_code = -1;  ///< -1: a signal ended it
  int signal = 0;
  std::string out, err;
};

/// Runs the `plumbline` that lies beside the tests, in the current folder. Killed, if it still
/// runs, when this goes out of scope.
class ChildProgram {
 public:
  /// Throws Error(failed) where it cannot be started.
  explicit ChildProgram(const std::vector<std::string>& words, const ChildLimits& limits = {});
  ~ChildProgram();
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  void signal(int number) const;
  bool is_running();
  ChildEnd wait();

 private:
  pid_t process_ = -1;
  std::optional<int> status_;  ///< set when it has ended
  std::filesystem::path output_;
};

/// Another process that runs `sql` on the database and keeps its connection, with the locks it got,
/// until this goes out of scope.
class LockHolder {
 public:
  LockHolder(const std::string& database, const std::string& sql);
  ~LockHolder();
  LockHolder(const LockHolder&) = delete;
  LockHolder& operator=(const LockHolder&) = delete;

 private:
  pid_t process_ = -1;
};

}  // namespace plumbline
