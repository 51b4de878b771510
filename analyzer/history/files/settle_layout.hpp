#pragma once
// Which of the layouts that a runner's settings may name a directory has.
#include <vector>

#include "analyzer/history/files/list_files.hpp"
#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

/// `rule` with the first of its globs that takes every file whose path is the key of a record;
/// where there is no such file, with the first that takes any, at a depth that it tells. No
/// other_globs are left.
FileRule settled_layout(FileRule rule, const FileListing& listing,
                        const std::vector<LogRecord>& records);

}  // namespace plumbline
