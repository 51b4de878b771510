#include "analyzer/plan/script_header.hpp"

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/row_samples.hpp"

namespace plumbline {

namespace {

std::string hazard_line(const HazardNote& note) {
  return "hazard, allowed: " + to_string(note.hazard) + " on " + note.table.text() +
         (note.column ? "." + note.column->text() : "") + ", " + count_of_rows(note.rows);
}

}  // namespace

std::vector<std::string> script_header(const Plan& plan, const std::string& database,
                                       const std::string& target,
                                       const std::set<Identifier>& unchecked_references,
                                       const Options& options) {
  std::vector<std::string> lines;
  lines.push_back("Plumbline: takes " + database + " to " + target + ".");
  lines.push_back("Made for the schema " + plan.starts_from.substr(0, 16) + ", leads to " +
                  plan.ends_at.substr(0, 16) + "; refuses any other database.");
  lines.push_back("Proven on a copy with all rows, for " + to_string(runtime_of(options)) + ".");
  for (const HazardNote& note : plan.hazards) lines.push_back(hazard_line(note));
  if (plan.cost.rows_rewritten > 0) {
    lines.push_back("Cost: " + count_of_rows(plan.cost.rows_rewritten) + " written anew, about " +
                    std::to_string(plan.cost.bytes_needed) + " bytes of free space needed.");
  }
  for (const Identifier& table : unchecked_references) {
    lines.push_back("Not checked: the foreign keys of " + table.text() +
                    ", which SQLite could not check before either (foreign key mismatch).");
  }
  lines.emplace_back("Stop the application first. Run it on a connection of its own:");
  lines.emplace_back("  sqlite3 -bail DATABASE < THIS_FILE");
  lines.emplace_back("(executescript of Python commits a transaction that is open; afterwards");
  lines.push_back(std::string("foreign_keys is ") + (options.foreign_keys ? "ON" : "OFF") +
                  " on that connection where this script had to switch it off.)");
  return lines;
}

}  // namespace plumbline
