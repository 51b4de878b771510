#include "tools/plumbline/fleet/question_digest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "analyzer/sha256.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Parts one behind another, so that no two lists of them read the same.
class Sum {
 public:
  void add(const std::string& text) { sum_.update(std::to_string(text.size()) + ":" + text + ";"); }
  void add(const std::vector<std::string>& texts) {
    add(std::to_string(texts.size()));
    for (const std::string& text : texts) add(text);
  }

  /// A file or a directory by what it holds; nothing for the empty name.
  void add_contents(const std::string& name) {
    if (name.empty()) return add("nothing");
    std::error_code failure;
    if (!fs::is_directory(name, failure)) return add_file(name);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(name, failure)) {
      if (entry.is_regular_file(failure)) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const fs::path& file : files) {
      add(file.lexically_relative(name).string());
      add_file(file);
    }
  }

  std::string hex() const { return sum_.hex(); }

 private:
  void add_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "cannot be read");
    Sha256 contents;
    std::array<char, 65536> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
      contents.update({buffer.data(), static_cast<std::size_t>(in.gcount())});
    }
    add(contents.hex());
  }

  Sha256 sum_;
};

std::vector<std::string> words_of(const Options& options) {
  std::vector<std::string> words = {options.drop_extra ? "drop-extra" : "",
                                    options.exact ? "exact" : "",
                                    options.column_order ? "order" : "",
                                    options.foreign_keys ? "keys" : "",
                                    options.show_values ? "values" : "",
                                    options.rows == Rows::sample ? "sample" : "",
                                    options.runtime ? to_string(*options.runtime) : ""};
  for (const Hazard hazard : options.allow) words.push_back("allow " + to_string(hazard));
  for (const Rename& rename : options.renames) {
    words.push_back("rename " + rename.table.text());
    words.push_back(rename.column ? rename.column->text() : "");
    words.push_back(rename.to.text());
  }
  for (const auto& [name, value] : options.placeholders) {
    words.push_back(name);
    words.push_back(value);
  }
  return words;
}

std::vector<std::string> words_of(const Command& command) {
  std::vector<std::string> words = {command.log.runner, command.log.table, command.log.key_column,
                                    command.data ? "data" : "",
                                    command.scripts.empty() ? "" : "scripts"};
  for (const auto& [rule, choice] : command.severities) {
    words.push_back(rule + " " + (choice.severity ? to_string(*choice.severity) : "off"));
  }
  return words;
}

}  // namespace

std::string digest_of_question(const Command& command) {
  Sum sum;
  for (const std::string& name :
       {command.migrations, command.to, command.since, command.baseline}) {
    sum.add_contents(name);
  }
  sum.add(std::to_string(command.startup.size()));
  for (const std::string& name : command.startup) {
    if (name == "migrations") {
      sum.add(name);
    } else {
      sum.add_contents(name);
    }
  }
  sum.add(words_of(command));
  sum.add(words_of(command.options));
  sum.add(command.options.include);
  sum.add(command.options.exclude);
  return sum.hex();
}

}  // namespace plumbline
