#pragma once
// The table part of a draft: created, altered, rebuilt, dropped.
#include "analyzer/plan/draft_plan.hpp"

namespace plumbline {

/// Adds the steps of all tables and the refusals about their rows.
void draft_tables(const DraftInput& input, Draft& draft);

}  // namespace plumbline
