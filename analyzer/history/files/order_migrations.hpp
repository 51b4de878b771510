#pragma once
// The order in which a runner takes its migrations.
#include <string_view>
#include <vector>

#include "analyzer/history/files/migration_file.hpp"

namespace plumbline {

/// Whether the runner takes `version`, as a file's name has it, before `other`.
bool comes_before(const Runner& runner, std::string_view version, std::string_view other);

/// Numbers before them first, names then; files without a number come first, as a base schema does.
void order_plainly(std::vector<MigrationFile>& files);

/// As the runner does. Keys and fields are filled in; parents too, where there are any. The keys of
/// those whose parents form a circle are returned: they are taken last, by name.
std::vector<std::string> order_as(const Runner& runner, std::vector<MigrationFile>& files);

}  // namespace plumbline
