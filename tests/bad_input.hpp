#pragma once
// A database with a log and a directory of migrations, all well, for a test to spoil.
#include <string>
#include <vector>

#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

/// Writes the bytes as they are, with the folders above.
void write_bytes(const std::string& file, const std::string& bytes);

/// In a folder of its own: app.db, in which 001_users has run, and migrations/ with its file.
class SoundProject {
 public:
  SoundProject();
  /// SQL on app.db.
  void run(const std::string& sql) const;

 private:
  ScenarioFolder folder_;
};

/// `status app.db -d migrations` as JSON, with more flags.
ProgramAnswer ask_status(const std::vector<std::string>& flags = {});

/// Each migration on a line, as in "001_users: recorded applied 1/1"; the error where there is
/// none.
std::string shown_status(const ProgramAnswer& answer);

/// No answer: exit code 1, one line on standard error that names `word`.
void check_no_answer(const ProgramAnswer& answer, const std::string& word);
/// Either no answer, or one that names `word` and still has 001_users in it.
void check_says(const ProgramAnswer& answer, const std::string& word);

}  // namespace plumbline
