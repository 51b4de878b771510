#pragma once
// What a migration throws away and makes anew, and no migration has made: tables that a schema file
// made before there were migrations.
#include <set>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// The live objects that are gone once the migration, run on a copy of the live database, has
/// dropped one of `objects`, tables that it had not touched before. Nothing where it drops none, or
/// does not run to its end there.
std::set<ObjectKey> replaced_by(const Connection& live, const MigrationInHand& hand,
                                const std::set<ObjectKey>& objects,
                                const std::set<Identifier>& left_out, const Options& options);

}  // namespace plumbline
