#pragma once
// What the harnesses share: a folder to lay inputs out in, and what has to hold of every answer.
// A harness ends the process where something does not hold, and libFuzzer keeps the input
// (https://llvm.org/docs/LibFuzzer.html).
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.hpp"
#include "model/options.hpp"
#include "model/report.hpp"
#include "model/schema.hpp"

namespace plumbline::fuzz {

/// The bytes of an input as text.
std::string_view text_of_input(const std::uint8_t* data, std::size_t size);

/// Says what did not hold and ends the process.
[[noreturn]] void broken(std::string_view promise, std::string_view details);
inline void demand(bool holds, std::string_view promise, std::string_view details = "") {
  if (!holds) broken(promise, details);
}

/// Whether there was an answer. No answer is an Error, whose text is made; whatever else is thrown
/// goes on, and is a finding.
void look_at(const Error& error);
template <std::invocable Question>
bool answers(const Question& question) {
  try {
    question();
    return true;
  } catch (const Error& error) {
    look_at(error);
    return false;
  }
}

/// With a deadline: what SQL an input holds may run for ever.
Options options_for_fuzzing();

/// A folder among the temporary files, gone when the process ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// The name of a file or folder in it.
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file, with the folders above it; false where the system takes no such name.
  bool put(const std::string& name, std::string_view bytes) const;
  /// Removes all that is in it.
  void clear() const;
  /// Every file in it by its name, and what it holds.
  std::vector<std::pair<std::string, std::string>> contents() const;

 private:
  std::filesystem::path path_;
};
/// The one of this process.
const Folder& folder();

/// Several files in one input, as text: "=== name" on a line of its own, and the file below it.
struct Part {
  std::string name;
  std::string_view text;
};
struct Bundle {
  std::string_view head;  ///< what stands before the first file
  std::vector<Part> parts;
};
Bundle bundle_of(std::string_view input);
/// Writes the parts into the folder; those whose names lead out of it are left out.
void lay_out(const Bundle& bundle, const std::string& below = "");

/// Renders the schema in every format. What should be JSON is.
void render_all(const Schema& schema);
void render_all(const Report& report);

/// The schema as YAML, run on an empty database, is the same schema and gives the same YAML.
void demand_same_from_yaml(const Schema& schema);

}  // namespace plumbline::fuzz
