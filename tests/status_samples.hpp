#pragma once
// Reports of `status`, made by hand for the tests of what is made of them.
#include <string>
#include <vector>

#include "model/report.hpp"

namespace plumbline {

/// Of three statements, all of them applied and recorded, or none.
MigrationStatus migration_of(const std::string& id, MigrationState state);

/// On app.db, with a log of Kysely.
Report status_of(std::vector<MigrationStatus> migrations);

/// One that is applied, and 002 in that state.
Report with_state(MigrationState state);

/// 016_api_tokens, stopped after statement 1 of 3 at line 8 …
MigrationStatus half_done();
/// … and behind two that are applied, before one that is pending.
Report stopped_half_way();

Finding finding_of(Severity severity);

bool holds(const std::string& text, const std::string& part);

}  // namespace plumbline
