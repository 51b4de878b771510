#include "analyzer/via/ask_shell.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "analyzer/held_signals.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace {

// Each question is made so that its answer is far below this.
constexpr std::size_t most_output = std::size_t{64} << 20;
constexpr std::size_t most_errors = std::size_t{16} << 10;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(Error::Kind::failed, {name, 0, 0}, what);
}

void check(int code, const std::string& name) {
  if (code != 0) fail(name, std::string("cannot be started: ") + std::strerror(code));
}

class Pipe {
 public:
  explicit Pipe(const std::string& name) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) check(errno, name);
    read_ = ends[0];
    write_ = ends[1];
    fcntl(read_, F_SETFL, O_NONBLOCK);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_writing();
    if (read_ >= 0) close(read_);
  }

  int reading() const { return read_; }
  int writing() const { return write_; }
  bool is_open() const { return read_ >= 0; }
  void close_writing() {
    if (write_ >= 0) close(write_);
    write_ = -1;
  }
  /// Takes what is there without waiting for more.
  void read_into(std::string& text) {
    static constexpr std::size_t bytes_at_a_time = 65536;
    std::array<char, bytes_at_a_time> buffer{};
    while (is_open()) {
      const ssize_t got = read(read_, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) return;
      if (got > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(got));
        return;
      }
      close(read_);
      read_ = -1;
    }
  }
  void read_all_into(std::string& text) {
    for (std::size_t before = text.size() + 1; before != text.size();) {
      before = text.size();
      read_into(text);
    }
  }

 private:
  int read_ = -1, write_ = -1;
};

/// How the child is to begin: in a session of its own, with none of our signals held or ignored.
class Beginning {
 public:
  Beginning(const Pipe& output, const Pipe& errors, const std::string& name) {
    check(posix_spawn_file_actions_init(&actions_), name);
    check(posix_spawnattr_init(&attributes_), name);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output.writing(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, errors.writing(), STDERR_FILENO);
    sigset_t none{};
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t all{};
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(
        &attributes_,
        static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;
  ~Beginning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// The shell and what it starts: ended, if it has not ended, when this goes out of scope.
class Child {
 public:
  Child(std::string script, std::string word, const Beginning& beginning, const std::string& name) {
    std::string shell = "sh", flag = "-c", self = "plumbline";
    const std::array<char*, 6> words = {shell.data(), flag.data(), script.data(),
                                        self.data(),  word.data(), nullptr};
    check(posix_spawn(&process_, "/bin/sh", beginning.actions(), beginning.attributes(),
                      words.data(), environ),
          name);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (has_ended()) return;
    kill(-process_, SIGKILL);  // its session is a process group, too
    while (waitpid(process_, &status_, 0) < 0 && errno == EINTR) continue;
  }

  bool has_ended() {
    if (!ended_) ended_ = waitpid(process_, &status_, WNOHANG) != 0;
    return ended_;
  }
  CommandEnd end() const {
    return WIFSIGNALED(status_) ? CommandEnd{0, WTERMSIG(status_)}
                                : CommandEnd{WEXITSTATUS(status_), 0};
  }

 private:
  pid_t process_ = 0;
  int status_ = 0;
  bool ended_ = false;
};

void wait_for_output(const Pipe& output, const Pipe& errors) {
  std::array<pollfd, 2> files = {{{output.reading(), POLLIN, 0}, {errors.reading(), POLLIN, 0}}};
  const bool any = output.is_open() || errors.is_open();  // poll passes over -1
  poll(files.data(), files.size(), any ? 50 : 2);
}

void keep_end(std::string& text) {
  if (text.size() > 2 * most_errors) text.erase(0, text.size() - most_errors);
}

void stop_where_needed(const std::string& name, const std::optional<Deadline>& deadline,
                       const HeldSignals& signals, const ShellAnswer& answer) {
  if (deadline && deadline->is_over()) {
    fail(name, "has not answered when the time was over; --deadline SECONDS gives more");
  }
  if (signals.any_waits()) fail(name, "was ended by a signal before it answered");
  if (answer.output.size() > most_output) {
    fail(name, "printed more than 64 MB to one question: that is no answer");
  }
}

}  // namespace

ShellAnswer ask_shell(const std::string& command, const std::string& word, const std::string& name,
                      const std::optional<Deadline>& deadline) {
  const HeldSignals signals;
  Pipe output(name), errors(name);
  Child child(command + " \"$1\"", word, Beginning(output, errors, name), name);
  output.close_writing();
  errors.close_writing();
  ShellAnswer answer;
  for (bool ended = false; !ended;) {
    wait_for_output(output, errors);
    ended = child.has_ended();
    output.read_into(answer.output);
    errors.read_into(answer.errors);
    keep_end(answer.errors);
    stop_where_needed(name, deadline, signals, answer);
  }
  output.read_all_into(answer.output);
  errors.read_all_into(answer.errors);
  keep_end(answer.errors);
  answer.end = child.end();
  return answer;
}

}  // namespace plumbline
