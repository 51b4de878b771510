#pragma once
// Alembic's table holds the heads of the graph of revisions: a new revision takes the place of its
// parents. https://github.com/sqlalchemy/alembic, alembic/runtime/migration.py, HeadMaintainer.
#include <string>
#include <vector>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

/// Inserts a first revision or the start of a branch, updates the parent's row, or merges the rows
/// of several parents into one.
std::vector<std::string> record_head(const LogContext& context, std::size_t index);
/// The way back.
std::vector<std::string> unrecord_head(const LogContext& context, std::size_t index);

}  // namespace plumbline
