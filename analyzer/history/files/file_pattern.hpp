#pragma once
// The names that a runner takes for migrations, and what it reads off them.
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

using Fields = std::map<std::string, std::string>;

/// What every path says: path, file, stem, dir.
Fields fields_of_path(const std::string& path);

class FilePattern {
 public:
  /// Throws Error(failed) for a regex that does not compile.
  explicit FilePattern(const FileRule& rule);

  /// The fields of a path below the directory, named groups of the regex included; nothing where
  /// the runner does not take it.
  std::optional<Fields> match(const std::string& path) const;
  /// Whether the rule leaves the path out on purpose.
  bool leaves_out(const std::string& path) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

/// * and ? stop at a /, ** does not: "**/a" fits "a" as well.
bool fits_glob(const std::string& path, const std::string& glob);

/// "{name}" replaced by fields; {x:int} without leading zeros, {x:nodash}, {x:lower}. Fields that
/// are not there are empty.
std::string fill_template(const std::string& text, const Fields& fields);
/// Whether all the fields that the template names are there.
bool has_fields_of(const std::string& text, const Fields& fields);

}  // namespace plumbline
