#include "tools/plumbline/fleet/fleet_sources.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "analyzer/sqlite/open_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Whether a database comes on standard input. What was looked at is put back: glibc takes back as
/// much as its buffer holds.
bool input_is_database() {
  std::array<char, 16> bytes{};
  const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), stdin);
  for (std::size_t i = got; i > 0; --i) {
    if (std::ungetc(static_cast<unsigned char>(bytes[i - 1]), stdin) != EOF) continue;
    throw Error(Error::Kind::unreadable, {"-", 0, 0}, "standard input cannot be read");
  }
  return got == bytes.size() && looks_like_database({bytes.data(), got});
}

std::string standard_input() {
  std::string text;
  std::array<char, 65536> buffer{};
  for (std::size_t got = 1; got > 0;) {
    got = std::fread(buffer.data(), 1, buffer.size(), stdin);
    text.append(buffer.data(), got);
  }
  return text;
}

bool names_many(const std::string& source) {
  std::error_code failure;
  if (source == "-") return !input_is_database();
  return is_glob(source) || fs::is_directory(source, failure);
}

}  // namespace

bool is_fleet(const Command& command) {
  if (!command.options.via.empty()) return false;
  const bool asks_for_many = command.merge || command.resume || !command.scripts.empty();
  if (asks_for_many || command.format == Format::jsonl) return true;
  return command.sources.size() != 1 || names_many(command.sources.front());
}

Listing list_fleet(const Command& command) {
  std::vector<std::string> sources;
  for (const std::string& source : command.sources) {
    if (source != "-") {
      sources.push_back(source);
      continue;
    }
    if (input_is_database()) {
      throw Error(Error::Kind::usage, {},
                  "audit: - is a database here; as one of many it has to be a file");
    }
    const std::vector<std::string> names = names_in_list(standard_input());
    if (names.empty()) {
      throw Error(Error::Kind::unreadable, {"-", 0, 0}, "the list of databases is empty");
    }
    sources.insert(sources.end(), names.begin(), names.end());
  }
  return list_databases(sources);
}

void require_output_beside(const std::string& output, const std::vector<std::string>& files) {
  if (output.empty()) return;
  std::error_code failure;
  const fs::path place = fs::weakly_canonical(fs::absolute(output), failure);
  for (const std::string& file : files) {
    // Only those of the same name are looked up: a fleet is large.
    if (!place.filename().string().starts_with(fs::path(file).filename().string())) continue;
    for (const char* const suffix : {"", "-wal", "-journal", "-shm"}) {
      if (fs::weakly_canonical(fs::absolute(file + suffix), failure) != place) continue;
      throw Error(Error::Kind::usage, {}, "-o " + output + ": the answer would replace a source");
    }
  }
}

}  // namespace plumbline
