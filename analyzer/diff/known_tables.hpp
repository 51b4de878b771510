#pragma once
// Tables that belong to somebody else: migration runners' logs and locks, the platform's own.
#include "model/schema.hpp"

namespace plumbline {

/// Whether `table` is such a table; those are never changes. A runner's log is known by its name
/// and its columns, since "migrations" alone could be anybody's.
bool belongs_to_runner_or_platform(const Table& table);

}  // namespace plumbline
