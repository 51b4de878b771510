#pragma once
// Times that keep the rows of a log in the order of the files: Kysely compares the two when it
// starts.
#include <string>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

/// SQL for the time of migration `index`: now or, where the clock is behind, a millisecond after
/// the newest row; between its neighbours where later ones are recorded.
std::string sql_of_time_in_order(const LogContext& context, std::size_t index);

}  // namespace plumbline
