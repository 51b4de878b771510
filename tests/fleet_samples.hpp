#pragma once
// A fleet in the current folder, and the program's answer about it as a value.
#include <string>
#include <vector>

#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// migrations/: 001_users makes a table, 002_levels raises a column and then makes an index, so
/// that behind its UPDATE only the rows tell where it stopped, 003_teams makes two tables and a
/// trigger.
void lay_out_fleet_migrations();

struct Tenant {
  std::string file;
  int recorded = 0;        ///< of the three migrations, all of which have run
  std::string more = {};   ///< SQL that ran behind them: the beginning of the next
  std::string day = "01";  ///< on which the migrations ran
};

/// A database with rows and a log of Kysely's.
void make_tenant(const Tenant& tenant);

/// tenants/: five at 003_teams, two that stopped within it, three at 001_users, of which one has
/// run the UPDATE of 002_levels, one changed by hand, and one that is no database.
void lay_out_fleet();

/// What `audit` learns when it is asked with these words.
Fleet asked(const std::vector<std::string>& words);

/// The label of each file, or its error.
std::vector<std::string> labels_of(const Fleet& fleet);

}  // namespace plumbline
