#include "analyzer/history/recorded/run_command.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "model/error.hpp"

namespace plumbline {

namespace {

void check(int code, const std::string& program) {
  if (code == 0) return;
  throw Error(Error::Kind::failed, {program, 0, 0},
              std::string("cannot be started: ") + std::strerror(code));
}

/// What the child does with its standard streams before it becomes the program.
class Streams {
 public:
  explicit Streams(const std::string& program) {
    check(posix_spawn_file_actions_init(&actions_), program);
    // A runner that asks a question would wait for ever; like this it is told that nobody answers.
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
  }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams() { posix_spawn_file_actions_destroy(&actions_); }

  const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool sets_same_name(const std::string& ours, const std::vector<std::string>& environment) {
  return std::ranges::any_of(environment, [&](const std::string& theirs) {
    return ours.starts_with(theirs.substr(0, theirs.find('=') + 1));
  });
}

std::vector<std::string> environment_with(const std::vector<std::string>& environment) {
  std::vector<std::string> all = environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!sets_same_name(*entry, environment)) all.emplace_back(*entry);
  }
  return all;
}

pid_t start(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  std::vector<std::string> words = command;  // posix_spawnp wants them writable
  std::vector<std::string> entries = environment_with(environment);
  const std::vector<char*> arguments = pointers_to(words);
  const std::vector<char*> variables = pointers_to(entries);
  const Streams streams(command.front());
  pid_t child = 0;
  check(posix_spawnp(&child, arguments[0], streams.actions(), nullptr, arguments.data(),
                     variables.data()),
        command.front());
  return child;
}

}  // namespace

std::string to_string(const CommandEnd& end) {
  if (end.signal != 0) return "was ended by signal " + std::to_string(end.signal);
  return "ended with exit status " + std::to_string(end.exit_status);
}

CommandEnd run_command(const std::vector<std::string>& command,
                       const std::vector<std::string>& environment) {
  const pid_t child = start(command, environment);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) check(errno, command.front());
  }
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
}

}  // namespace plumbline
