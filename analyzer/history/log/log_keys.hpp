#pragma once
// The keys of migrations as the log holds them, or is to hold them.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

class LogKeys {
 public:
  explicit LogKeys(const LogContext& context);

  /// The keys under which a migration is in the log, each once.
  const std::vector<std::string>& recorded(std::size_t migration) const { return keys_[migration]; }
  /// The key of a migration, spelled as those of the other records are. Nothing where they do not
  /// tell and its runner would call the file otherwise.
  std::optional<std::string> to_write(std::size_t migration) const;

 private:
  std::optional<std::size_t> neighbour_of(std::size_t migration) const;

  const LogContext& context_;
  std::vector<std::vector<std::string>> keys_;
};

/// A whole number as it is, anything else in quotes: a column's affinity makes the same of both.
std::string literal_of(const std::string& text);

/// A field of a file's name, read off the key that was made of it: "app" of "blog.0001_initial"
/// under
/// "{app}.{stem}". For migrations of a recorded history, which have keys and no files. Nothing
/// where the key has no such part.
std::optional<std::string> part_of_key(const std::string& file_key, const std::string& key,
                                       const std::string& field);

/// A condition over a row of the log: its key is this one.
std::string key_is(const LogContext& context, const std::string& key);

}  // namespace plumbline
