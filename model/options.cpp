#include "model/options.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace plumbline {

namespace {

// What Cloudflare D1 and libSQL are built on; neither lets its users choose. D1 answers no
// sqlite_version(): found by which functions it takes.
constexpr int d1_version = 3047000;
constexpr int libsql_version = 3045001;

// SQLITE_VERSION_NUMBER gives three digits to each part: https://sqlite.org/c3ref/c_source_id.html
constexpr int part_limit = 1000;

/// Takes a number below part_limit off the front of `rest`.
std::optional<int> take_part(std::string_view& rest) {
  int value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc() || rest.front() == '-' || value >= part_limit) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return value;
}

/// "3.40" or "3.40.1" as a version number.
std::optional<int> version_number(std::string_view rest) {
  std::array<int, 3> parts = {0, 0, 0};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<int> part = take_part(rest);
    if (!part) return std::nullopt;
    parts[i] = *part;
    if (rest.empty() && i > 0) return (parts[0] * part_limit + parts[1]) * part_limit + parts[2];
    if (rest.empty() || rest.front() != '.') return std::nullopt;
    rest.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Runtime> runtime_named(const std::string& word) {
  if (word == "d1") return Runtime{Runtime::Engine::d1, d1_version};
  if (word == "libsql") return Runtime{Runtime::Engine::libsql, libsql_version};
  constexpr std::string_view prefix = "sqlite-";
  if (!word.starts_with(prefix)) return std::nullopt;
  const auto version = version_number(std::string_view(word).substr(prefix.size()));
  // Other major versions share a name with SQLite 3 and nothing else.
  if (!version || *version / (part_limit * part_limit) != 3) return std::nullopt;
  return Runtime{Runtime::Engine::sqlite, *version};
}

std::string to_string(const Runtime& runtime) {
  if (runtime.engine == Runtime::Engine::d1) return "d1";
  if (runtime.engine == Runtime::Engine::libsql) return "libsql";
  const int patch = runtime.version % part_limit;
  const int minor = runtime.version / part_limit % part_limit;
  const int major = runtime.version / part_limit / part_limit;
  const std::string name = "sqlite-" + std::to_string(major) + "." + std::to_string(minor);
  return patch == 0 ? name : name + "." + std::to_string(patch);
}

}  // namespace plumbline
