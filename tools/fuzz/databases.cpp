#include "tools/fuzz/databases.hpp"

#include <sqlite3.h>

#include "analyzer/declare/run_script.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline::fuzz {

std::optional<std::string> database_of(std::string_view script) {
  const Deadline deadline(0.2);
  constexpr sqlite3_int64 largest = 1 << 20;
  const Connection shadow = empty_shadow("live.sql", deadline);
  answers([&] { run_script(shadow, script, "live.sql"); });
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(shadow.handle(), "main", &size, 0);
  std::optional<std::string> database;
  if (bytes != nullptr && size > 0 && size <= largest) {
    database.emplace(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  sqlite3_free(bytes);
  return database;
}

std::string_view part_of(const Bundle& bundle, std::string_view name) {
  for (const Part& part : bundle.parts) {
    if (part.name == name) return part.text;
  }
  return {};
}

LogChoice log_named_by(std::string_view text) {
  LogChoice log;
  const std::string_view word = text.substr(0, text.find_first_of(" \n"));
  if (!word.empty()) log.runner = word;
  return log;
}

}  // namespace plumbline::fuzz
