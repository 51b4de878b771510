#include "tests/run_program.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "model/error.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string quoted_for_shell(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// A folder that the program under test does not look into.
fs::path folder_for_output() {
  std::string pattern = (fs::temp_directory_path() / "plumbline-out-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw Error(Error::Kind::failed, {pattern, 0, 0}, "mkdtemp");
  return pattern;
}

}  // namespace

ProgramAnswer run_program(const std::vector<std::string>& words) {
  static const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "plumbline";
  const fs::path folder = folder_for_output();
  std::string command = quoted_for_shell(program.string());
  for (const std::string& word : words) command += " " + quoted_for_shell(word);
  command += " </dev/null >" + quoted_for_shell((folder / "out").string()) + " 2>" +
             quoted_for_shell((folder / "err").string());
  const int status = std::system(command.c_str());
  ProgramAnswer answer{0, read_bytes(folder / "out"), read_bytes(folder / "err")};
  fs::remove_all(folder);
  // A shell says 128 + signal for a program that a signal ended, 126 and 127 where there is none.
  if (!WIFEXITED(status) || WEXITSTATUS(status) >= 126)
    throw Error(Error::Kind::failed, {shown_command(words), 0, 0}, "did not end by itself");
  answer.exit_code = WEXITSTATUS(status);
  return answer;
}

std::string shown_command(const std::vector<std::string>& words) {
  std::string command = "plumbline";
  for (const std::string& word : words) command += " " + word;
  return command;
}

}  // namespace plumbline
