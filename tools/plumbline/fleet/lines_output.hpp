#pragma once
// Where lines go as they come: a file that grows, or standard output.
#include <string>
#include <string_view>

namespace plumbline {

class LinesOutput {
 public:
  /// Begins the file anew with `text`; "" is standard output. Throws Error(failed), as write does.
  LinesOutput(const std::string& output, std::string_view text);
  ~LinesOutput();
  LinesOutput(const LinesOutput&) = delete;
  LinesOutput& operator=(const LinesOutput&) = delete;

  /// Whole lines. They are the system's when this returns: only its crash can lose them.
  void write(std::string_view lines);

 private:
  std::string name_;
  int file_ = -1;
};

}  // namespace plumbline
