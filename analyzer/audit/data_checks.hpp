#pragma once
// Every question to the rows of a database, asked.
#include <vector>

#include "analyzer/answer.hpp"
#include "analyzer/audit/row_checks.hpp"
#include "analyzer/progress.hpp"
#include "analyzer/sqlite/stand_ins.hpp"

namespace plumbline {

struct Questioning {
  const Ask& ask;
  const Schema& live;
  const std::vector<TablePair>& tables;
  const StandIns& stand_ins;  ///< what only the application has: nothing is asked that needs it
  const Options& options;
  OnProgress on_progress;
};

/// Table by table in the order of `tables`, the file as a whole last. Throws nothing: a question
/// that SQLite cannot answer is `failed`, one that the deadline ends `not_finished`, and so are all
/// behind it.
std::vector<DataCheck> data_checks(const Questioning& questioning);

}  // namespace plumbline
