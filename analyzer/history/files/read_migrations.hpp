#pragma once
// A directory of migrations as its runner reads it: which files, in which order, cut into which
// statements.
#include <filesystem>

#include "analyzer/history/runner/runner.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

/// `runner` may be null: then plain rules hold (.sql files by number and name, x/migration.sql and
/// x/up.sql count as x, undo files and undo sections known by their marks). Where none of the
/// runner's own files are there but .sql files are, those are taken, with the keys that its log
/// would hold. A directory with a history.yaml is read as a history. Placeholders (${x}, {{x}}) are
/// filled from the options; one that is not filled is a finding. Throws Error(unreadable) where the
/// directory cannot be read or holds no migration.
Migrations read_migrations(const std::filesystem::path& directory, const Runner* runner,
                           const Options& options);

}  // namespace plumbline
