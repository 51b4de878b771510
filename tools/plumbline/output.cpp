#include "tools/plumbline/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "analyzer/held_signals.hpp"
#include "model/error.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(Error::Kind::failed, {where, 0, 0}, what);
}

[[noreturn]] void fail_with_errno(const std::string& where) { fail(where, std::strerror(errno)); }

/// The number of bytes written, less than all of them only where errno says why.
bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The file that a name leads to. Through links, so that the rename replaces what they point at.
fs::path resolved(const std::string& name) {
  std::error_code error;
  const fs::path absolute = fs::absolute(name, error);
  const fs::path path = fs::weakly_canonical(absolute, error);
  return error ? absolute : path;
}

/// A pipe or a device: to be written to, not replaced.
bool is_stream(const fs::path& path) {
  const fs::file_type type = fs::status(path).type();
  return type == fs::file_type::fifo || type == fs::file_type::character ||
         type == fs::file_type::socket;
}

void write_stream(const std::string& name, std::string_view text) {
  const int file = open(name.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) fail_with_errno(name);
  const bool written = write_all(file, text);
  if (close(file) != 0 || !written) fail_with_errno(name);
}

/// A new file for the place of `path`, with the rights that `path` has or a new file gets. It has
/// no name until all is written, where the file system can do that; and whatever ends the program,
/// but for SIGKILL, leaves nothing of it.
class Draft {
 public:
  explicit Draft(const fs::path& path)
      : path_(path), draft_(path.string() + ".plumbline-" + std::to_string(getpid())) {
    file_ = open_nameless(path.parent_path());
    named_ = file_ < 0;
    if (named_) {
      file_ = open(draft_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights_of_new_files);
    }
    if (file_ < 0) {
      named_ = false;
      fail_with_errno(path_.string());
    }
    struct stat before {};
    if (stat(path_.c_str(), &before) == 0) fchmod(file_, before.st_mode & 07777);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (file_ >= 0) close(file_);
    if (named_) unlink(draft_.c_str());
  }

  void publish(std::string_view text) {
    if (!write_all(file_, text) || fsync(file_) != 0) fail_with_errno(path_.string());
    if (!named_) give_name();
    const int closed = close(file_);
    file_ = -1;
    if (closed != 0 || rename(draft_.c_str(), path_.c_str()) != 0) fail_with_errno(path_.string());
    named_ = false;
  }

 private:
  static constexpr mode_t rights_of_new_files = 0666;
  static constexpr const char* open_files = "/proc/self/fd/";

  /// https://man7.org/linux/man-pages/man2/open.2.html, O_TMPFILE
  static int open_nameless(const fs::path& folder) {
    if (access(open_files, X_OK) != 0) return -1;  // it could not be given a name
    return open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, rights_of_new_files);
  }

  void give_name() {
    const std::string nameless = open_files + std::to_string(file_);
    const int linked =
        linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, draft_.c_str(), AT_SYMLINK_FOLLOW);
    if (linked != 0) fail_with_errno(path_.string());
    named_ = true;
  }

  HeldSignals held_;  // the first member: let go when nothing is left
  fs::path path_;
  std::string draft_;
  int file_ = -1;
  bool named_ = false;
};

/// A migration, or a snapshot of a history, that is already there.
bool is_file_of(const std::string& output, const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error) || !fs::is_regular_file(output, error)) return false;
  const fs::path extension = fs::path(output).extension();
  if (extension != ".sql" && extension != ".yaml" && extension != ".yml") return false;
  const fs::path below = resolved(output).lexically_relative(resolved(directory));
  return !below.empty() && *below.begin() != "..";
}

void refuse_source(const std::string& output, const std::string& source) {
  // The files beside a database are part of it: https://sqlite.org/tempfiles.html
  for (const char* const suffix : {"", "-wal", "-journal", "-shm"}) {
    std::error_code error;
    const fs::path file = source + suffix;
    const bool same = fs::equivalent(output, file, error) || resolved(output) == resolved(file) ||
                      is_file_of(output, file);
    if (same) {
      throw Error(Error::Kind::usage, {}, "-o " + output + ": the answer would replace a source");
    }
  }
}

void check_directory(const std::string& output) {
  const fs::path path = resolved(output);
  if (is_stream(output)) return;
  if (fs::is_directory(path)) fail(output, "is a directory");
  const fs::path parent = path.parent_path();
  std::error_code error;
  if (!fs::is_directory(parent, error)) fail(output, "no such directory: " + parent.string());
  if (access(parent.c_str(), W_OK | X_OK) != 0) fail_with_errno(output);
}

bool colours_on(int stream) {
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  // https://no-color.org: any value that is not empty.
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  const bool dumb = terminal != nullptr && std::strcmp(terminal, "dumb") == 0;
  return wanted && !dumb && isatty(stream) == 1;
}

}  // namespace

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    // Opened the wrong way round, so that using it still fails. open() takes the lowest number.
    if (open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) return;
  }
}

void check_output(const std::string& output, const std::vector<std::string>& sources) {
  if (output.empty()) {
    const int flags = fcntl(STDOUT_FILENO, F_GETFL);
    if (flags == -1 || (flags & O_ACCMODE) == O_RDONLY) fail("standard output", "is closed");
    return;
  }
  for (const std::string& source : sources) refuse_source(output, source);
  check_directory(output);
}

void write_output(const std::string& output, std::string_view text) {
  if (output.empty()) {
    if (!write_all(STDOUT_FILENO, text)) fail_with_errno("standard output");
  } else if (is_stream(output)) {
    write_stream(output, text);
  } else {
    Draft(resolved(output)).publish(text);
  }
}

void write_error(std::string_view text) { write_all(STDERR_FILENO, text); }

void tell_notes(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) write_error("note: " + visible(note) + "\n");
}

bool colours_on_output(const std::string& output) {
  return output.empty() && colours_on(STDOUT_FILENO);
}

bool error_is_terminal() { return isatty(STDERR_FILENO) != 0; }
bool colours_on_error() { return colours_on(STDERR_FILENO); }

}  // namespace plumbline
