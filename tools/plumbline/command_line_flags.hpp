#pragma once
// Which verb takes which flags, and where CLI11 puts their values.
#include <string>
#include <vector>

#include "tools/plumbline/command_line.hpp"

namespace CLI {
class App;
}

namespace plumbline {

/// Words that are given their meaning once all of them are there.
struct RawFlags {
  std::string source, second_source;
  std::vector<std::string> renames, allow, placeholders;
  std::string runtime, resume_at;
  std::string foreign_keys = "on", rows = "full", fail_on = "error";
  std::string format;      ///< empty: the default of the verb
  double deadline = 3600;  ///< seconds
  bool finish = false, undo = false, log_only = false;
};

struct VerbFacts {
  Command::Verb verb;
  const char* help;
  std::vector<Format> formats;  ///< the first is the default
};

/// What --version says: this program, and the SQLite that it runs on.
std::string version_words();

/// Whether plumbline.yaml speaks of it.
bool reads_settings(Command::Verb verb);

/// The names of the words without a flag that a command must have in the end.
std::vector<std::string> names_of_sources(Command::Verb verb);

/// In the order of the help.
std::vector<VerbFacts> all_verbs();

/// The words of `app`, the subcommand of that verb, go into `command` and `raw`, which must live as
/// long as `app` is used.
void add_flags(CLI::App& app, const VerbFacts& facts, Command& command, RawFlags& raw);

}  // namespace plumbline
