#include "tools/plumbline/html/run_filter.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

namespace plumbline {

namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

/// The two ends of a connection; -1 where there is none to be had. A socket in place of a pipe: to
/// write to a program that is gone then raises no signal (MSG_NOSIGNAL).
std::array<int, 2> connection() {
  std::array<int, 2> ends = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {-1, -1};
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return ends;
}

int spawn(const std::vector<std::string>& command, int theirs, pid_t& child) {
  std::vector<std::string> words = command;  // posix_spawnp wants them writable
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t streams;
  if (const int code = posix_spawn_file_actions_init(&streams); code != 0) return code;
  posix_spawn_file_actions_adddup2(&streams, theirs, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&streams, theirs, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const int code = posix_spawnp(&child, arguments[0], &streams, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&streams);
  return code;
}

/// Sends what fits, and says by closing that way that all is sent.
void send_some(int ours, std::string_view& input) {
  const ssize_t sent = send(ours, input.data(), input.size(), MSG_NOSIGNAL);
  if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
  if (sent < 0 && errno != EAGAIN && errno != EINTR) input = {};
  if (input.empty()) shutdown(ours, SHUT_WR);
}

/// False at the end of what is to be read.
bool receive_some(int ours, std::string& output) {
  std::array<char, 65'536> buffer{};
  const ssize_t received = recv(ours, buffer.data(), buffer.size(), 0);
  if (received > 0) output.append(buffer.data(), static_cast<std::size_t>(received));
  return received > 0 || (received < 0 && (errno == EAGAIN || errno == EINTR));
}

/// False where the time was not enough.
bool exchange_all(int ours, std::string_view input, std::string& output, Clock::time_point end) {
  if (input.empty()) shutdown(ours, SHUT_WR);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) return false;
    const auto wanted = static_cast<short>(input.empty() ? POLLIN : POLLIN | POLLOUT);
    pollfd watched = {ours, wanted, 0};
    if (poll(&watched, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
    if ((watched.revents & POLLOUT) != 0 && !input.empty()) send_some(ours, input);
    if ((watched.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !receive_some(ours, output)) {
      return true;
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

Filtered run_filter(const std::vector<std::string>& command, const std::string& input,
                    std::chrono::milliseconds limit) {
  const std::array<int, 2> ends = connection();
  Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  pid_t child = 0;
  const int code = theirs.number() < 0 ? errno : spawn(command, theirs.number(), child);
  if (code != 0) return {"", std::string("it cannot be started: ") + std::strerror(code)};
  theirs.close();
  std::string output;
  const bool in_time = exchange_all(ours.number(), input, output, Clock::now() + limit);
  if (!in_time) kill(child, SIGKILL);
  const int status = wait_for(child);
  if (!in_time) return {"", "it took too long"};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {"", "it failed"};
  return {output, ""};
}

}  // namespace plumbline
