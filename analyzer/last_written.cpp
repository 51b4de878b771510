#include "analyzer/last_written.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace plumbline {

namespace {

/// Seconds since 1970; 0 where there is no such file.
std::time_t time_of(const std::filesystem::path& file) {
  struct stat facts = {};
  return stat(file.c_str(), &facts) == 0 ? facts.st_mtime : 0;
}

}  // namespace

std::string last_written(const std::filesystem::path& database) {
  std::filesystem::path wal = database;
  wal += "-wal";
  const std::time_t last = std::max(time_of(database), time_of(wal));
  std::tm parts = {};
  std::array<char, 32> text{};
  if (last == 0 || gmtime_r(&last, &parts) == nullptr) return "";
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace plumbline
