#pragma once
// The report about one database, as the answer of all that are like it.
#include "model/plan.hpp"
#include "model/report.hpp"
#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// What tells two reports apart that should not be one answer: all but the name of the database and
/// numbers of rows.
std::string gist_of(const Report& report);
/// The same of a repair: its statements, without commentary, or its refusals.
std::string gist_of(const Planning& planning);

/// Whether another database of the same schema and log may have another report.
bool depends_on_rows(const Report& report);

/// "at 0042", "partial 0042 (2/4)", "drifted". `last_record` is what the log ends with, for
/// databases whose migrations are not known.
std::string label_of(const Report& report, const std::string& last_record,
                     const std::string& schema);
FleetGravity gravity_of(const Report& report);

/// "partial-0042-2-of-4-9f31c2": for a file.
std::string name_of_script(const std::string& label, const std::string& id);

FleetRepair repair_of(const Planning& planning, const std::string& label);

}  // namespace plumbline
