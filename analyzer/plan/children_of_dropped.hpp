#pragma once
// Tables that stay and reference one that is dropped, where foreign keys cannot be switched off:
// DROP TABLE deletes the rows first, so CASCADE, SET NULL and SET DEFAULT would act on theirs.
// https://sqlite.org/foreignkeys.html#fk_schemacommands
#include "analyzer/plan/keep_children.hpp"

namespace plumbline {

/// Whether rows of the child go or change with those of the parent.
bool changes_rows(ForeignKeyAction action);

/// Refuses where such a table has rows that reference something. Where it has none, adds to the
/// draft, in front of the first DROP TABLE, a count of those that may have come since; the closing
/// guard wants it to be 0.
void guard_children_of_dropped(const KeepInput& input, Draft& draft);

}  // namespace plumbline
