#pragma once
// The one place that looks at the clock for a day.
#include "tools/plumbline/baseline.hpp"

namespace plumbline {

/// Today in UTC, or the day that the environment states in SOURCE_DATE_EPOCH. Throws
/// Error(unsupported) where it states none.
Date today();

}  // namespace plumbline
