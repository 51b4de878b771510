#pragma once
// What can stand behind a flag, or in place of a source: a closed list, or names of files.
#include <string>
#include <vector>

namespace plumbline {

struct ValueWords {
  enum class Kind { none, file, directory };
  Kind kind = Kind::none;  ///< what else than the words it may be
  std::vector<std::string> words;
  bool list = false;  ///< several words with commas between them
  bool open = false;  ///< the words are only some of those that are possible
};

/// `name` as --help shows it: "FILE", "RULE", "text|json".
ValueWords values_of(const std::string& name);

/// "a b c"
std::string joined(const std::vector<std::string>& words, const std::string& between = " ");

}  // namespace plumbline
