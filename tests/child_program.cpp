#include "tests/child_program.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "model/error.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

Error failed(const std::string& what) { return {Error::Kind::failed, {what, 0, 0}, "failed"}; }

/// Outside of the current folder, which is what the test looks at.
fs::path folder_for_output() {
  std::string pattern = (fs::temp_directory_path() / "plumbline-out-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw failed("mkdtemp");
  return pattern;
}

constexpr int cannot_run = 127;
constexpr uid_t nobody = 65534;

void limit_this_process(const ChildLimits& limits) {
  if (limits.largest_file) {
    const rlimit most{*limits.largest_file, *limits.largest_file};
    setrlimit(RLIMIT_FSIZE, &most);
  }
  if (limits.survives_the_limit) std::signal(SIGXFSZ, SIG_IGN);
  const bool becomes_nobody = limits.nobody && geteuid() == 0;
  if (becomes_nobody && (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0))
    _exit(cannot_run);
}

void redirect(const char* file, int flags, int to) {
  constexpr mode_t mode = 0600;
  const int opened = open(file, flags, mode);
  if (opened < 0 || dup2(opened, to) < 0) _exit(cannot_run);
}

}  // namespace

ChildProgram::ChildProgram(const std::vector<std::string>& words, const ChildLimits& limits)
    : output_(folder_for_output()) {
  const std::string program =
      (fs::read_symlink("/proc/self/exe").parent_path() / "plumbline").string();
  const std::string out = (output_ / "out").string();
  const std::string err = (output_ / "err").string();
  std::vector<char*> arguments = {const_cast<char*>(program.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ < 0) throw failed("fork");
  if (process_ > 0) return;
  redirect("/dev/null", O_RDONLY, STDIN_FILENO);
  redirect(out.c_str(), O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(err.c_str(), O_WRONLY | O_CREAT, STDERR_FILENO);
  limit_this_process(limits);
  execv(program.c_str(), arguments.data());
  _exit(cannot_run);
}

ChildProgram::~ChildProgram() {
  if (is_running()) {
    signal(SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  fs::remove_all(output_, ignored);
}

void ChildProgram::signal(int number) const {
  if (!status_) kill(process_, number);
}

bool ChildProgram::is_running() {
  int status = 0;
  if (!status_ && waitpid(process_, &status, WNOHANG) == process_) status_ = status;
  return !status_;
}

ChildEnd ChildProgram::wait() {
  int status = 0;
  if (!status_ && waitpid(process_, &status, 0) == process_) status_ = status;
  ChildEnd end{-1, 0, read_bytes(output_ / "out"), read_bytes(output_ / "err")};
  if (WIFSIGNALED(*status_)) end.signal = WTERMSIG(*status_);
  if (WIFEXITED(*status_)) end.exit_code = WEXITSTATUS(*status_);
  if (end.exit_code == cannot_run) throw failed("the program cannot be started");
  return end;
}

LockHolder::LockHolder(const std::string& database, const std::string& sql) {
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) throw failed("pipe");
  process_ = fork();
  if (process_ == 0) {
    sqlite3* handle = nullptr;
    const bool holds =
        sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK &&
        sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const char word = holds ? 'y' : 'n';
    if (write(ready[1], &word, 1) != 1) _exit(1);
    while (true) pause();
  }
  close(ready[1]);
  char word = 'n';
  const bool read_word = read(ready[0], &word, 1) == 1;
  close(ready[0]);
  if (!read_word || word != 'y') throw failed("the lock was not got");
}

LockHolder::~LockHolder() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace plumbline
