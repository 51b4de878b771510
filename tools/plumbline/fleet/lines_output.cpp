#include "tools/plumbline/fleet/lines_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "model/error.hpp"
#include "tools/plumbline/output.hpp"

namespace plumbline {

LinesOutput::LinesOutput(const std::string& output, std::string_view text) : name_(output) {
  write_output(output, text);  // whole or not: what was there before is not lost half-way
  if (output.empty()) return;
  file_ = open(output.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file_ < 0) throw Error(Error::Kind::failed, {name_, 0, 0}, std::strerror(errno));
}

LinesOutput::~LinesOutput() {
  if (file_ >= 0) close(file_);
}

void LinesOutput::write(std::string_view lines) {
  if (file_ < 0) return write_output("", lines);
  while (!lines.empty()) {
    const ssize_t written = ::write(file_, lines.data(), lines.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw Error(Error::Kind::failed, {name_, 0, 0}, std::strerror(errno));
    lines.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace plumbline
