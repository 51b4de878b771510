#pragma once
// Migrations in .sql files whose runner nobody knows, or whose runner keeps them in a language.
#include <string>
#include <vector>

#include "analyzer/history/files/file_pattern.hpp"

namespace plumbline {

struct PlainFile {
  std::string path;
  Fields fields;
};

/// The .sql files among `paths` that go forward: undo files are left out, and what verifies a
/// deployment. Where `runner` names its files, the fields are what it would read off its own file
/// of that name: 016_a.sql as 016_a.ts.
std::vector<PlainFile> plain_files(const std::vector<std::string>& paths, const Runner* runner);

}  // namespace plumbline
