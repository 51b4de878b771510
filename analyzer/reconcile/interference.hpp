#pragma once
// Whether one statement changes what another one reads or writes: by what both compile to touch.
#include "analyzer/sqlite/observer.hpp"

namespace plumbline {

/// Rows that come or go concern every reader of the table, values only those who read the column.
bool writes_what_is_read(const Touched& writer, const Touched& reader);
/// Whether both write to the same columns, or rows of the same table.
bool writes_the_same(const Touched& a, const Touched& b);

}  // namespace plumbline
