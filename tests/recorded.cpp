#include "tests/recorded.hpp"

#include <algorithm>

namespace plumbline {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

ProgramAnswer record(const Workshop& shop, const std::string& output, const Words& flags,
                     const Words& how) {
  fs::remove("scratch.db");
  Words words = {"record", "-o", output, "--db", "scratch.db"};
  words.insert(words.end(), flags.begin(), flags.end());
  words.insert(words.end(), {"--", "python3", "-B", shop.runner, "scratch.db"});
  words.insert(words.end(), how.begin(), how.end());
  return run_program(words);
}

Words names_in(const fs::path& directory) {
  Words names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

std::map<std::string, std::string> files_in(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names_in(directory)) files[name] = read_bytes(directory / name);
  return files;
}

bool ends_with_line(const std::string& text, const std::string& line) {
  return text.ends_with("\n" + line + "\n") || text == line + "\n";
}

}  // namespace plumbline
