#include "model/migration.hpp"

#include <algorithm>
#include <array>

namespace plumbline {

namespace {

std::string field(const Migration& migration, const std::string& name) {
  const auto found = migration.fields.find(name);
  return found == migration.fields.end() ? "" : found->second;
}

std::string last_part(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string without_extension(const std::string& name) { return name.substr(0, name.rfind('.')); }

bool all_digits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string without_zeros(const std::string& digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// What the pattern read as the version, else the digits that the name starts with.
std::string version_of(const Migration& migration) {
  const std::string version = field(migration, "version");
  if (!version.empty()) return version;
  return migration.id.substr(0, migration.id.find_first_not_of("0123456789"));
}

bool has_version(const Migration& migration, const std::string& name) {
  const std::string version = version_of(migration);
  if (version == name) return true;
  return all_digits(name) && all_digits(version) && without_zeros(name) == without_zeros(version);
}

/// The ways to call a migration, the most exact first.
constexpr std::array<bool (*)(const Migration&, const std::string&), 6> ways_to_call = {
    [](const Migration& m, const std::string& name) { return m.id == name; },
    [](const Migration& m, const std::string& name) { return m.key == name; },
    [](const Migration& m, const std::string& name) {
      return m.file == name || field(m, "path") == name || last_part(m.file) == name;
    },
    [](const Migration& m, const std::string& name) {
      return without_extension(field(m, "path")) == name ||
             without_extension(last_part(m.file)) == name;
    },
    [](const Migration& m, const std::string& name) { return without_extension(m.key) == name; },
    [](const Migration& m, const std::string& name) { return has_version(m, name); },
};

}  // namespace

std::optional<std::size_t> find_migration(const std::vector<Migration>& migrations,
                                          const std::string& name) {
  if (name.empty()) return std::nullopt;
  for (const auto fits : ways_to_call) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < migrations.size(); ++i) {
      if (!fits(migrations[i], name)) continue;
      if (found) return std::nullopt;
      found = i;
    }
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace plumbline
