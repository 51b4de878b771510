#pragma once
// One transaction put around a migration, in its own text.
#include "analyzer/forecast/rewrite_text.hpp"

namespace plumbline {

struct Wrapping {
  bool foreign_keys_off = false;    ///< a table that others reference is dropped or rebuilt
  bool legacy_alter_table = false;  ///< a table is renamed that views or triggers mention
  bool foreign_keys_on_after = true;
};

/// Whether the text has BEGIN, COMMIT or SAVEPOINT of its own.
bool has_transaction(const MigrationText& text);

/// Whether it can be done: there is no transaction yet, and between the first and the last change
/// nothing that cannot be in one (VACUUM, ATTACH).
bool can_be_wrapped(const MigrationText& text);

/// BEGIN IMMEDIATE and COMMIT around all but the settings of the connection at its begin and end.
/// PRAGMA foreign_keys, which does nothing inside, moves to before and behind it:
/// https://sqlite.org/pragma.html#pragma_foreign_keys
void put_in_transaction(MigrationText& text, const Wrapping& wrapping);

}  // namespace plumbline
