#pragma once
// The command line as values, for what tells of it elsewhere: the man page and the shells.
#include <string>
#include <vector>

namespace plumbline {

struct FlagWords {
  std::vector<std::string> names;  ///< "-o", "--output"
  std::string value;               ///< "FILE", "text|json"; empty: it takes none
  std::string help;
  bool repeats = false;
  bool required = false;
  bool operator==(const FlagWords&) const = default;
};

/// A word without a flag: "DB".
struct SourceWords {
  std::string name;
  std::string help;
  bool repeats = false;
  bool required = false;
};

struct VerbWords {
  std::string name;
  std::string help;
  std::string footer;  ///< what --help says below the flags
  std::vector<SourceWords> sources;
  std::vector<FlagWords> flags;
};

/// In the order of --help, whose own flags each verb has as well.
std::vector<VerbWords> command_line_words();

}  // namespace plumbline
