#pragma once
// Databases with which all is well: as a history of migrations leaves them, with made-up rows in
// every table and a log that says what is so.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/options.hpp"
#include "tests/real_start.hpp"

namespace plumbline {

struct CleanState {
  std::string name;                 ///< "notes_app behind 0003_tags"
  std::filesystem::path database;   ///< which may be copied, not written
  std::filesystem::path all;        ///< the directory of all migrations …
  std::filesystem::path up_to_now;  ///< … and one of those that the log has
  std::string runner;               ///< for --log
  RealStart rest;                   ///< what the next start runs
};

/// Every boundary between the migrations of the directory, the one before the first and the one
/// behind the last included, under the log of `runner` (as crash_log.hpp knows it).
void visit_clean_states(const std::filesystem::path& directory, const std::string& runner,
                        const Options& options,
                        const std::function<void(const CleanState&)>& visit);

/// What the shell's .dump prints:
/// https://sqlite.org/cli.html#converting_an_entire_database_to_a_text_file
std::string dump_of(const std::filesystem::path& database);

}  // namespace plumbline
