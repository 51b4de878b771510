#include "analyzer/plan/script_header.hpp"

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

namespace {

std::string hazard_line(const HazardNote& note) {
  return "hazard, allowed: " + to_string(note.hazard) + " on " + note.table.text() +
         (note.column ? "." + note.column->text() : "") + ", " + count_of_rows(note.rows);
}

/// The proof must not sound better than it is.
void statements_not_run(const Plan& plan, std::vector<std::string>& lines) {
  std::vector<std::string> not_run;
  for (const Statement& statement : plan.statements) {
    if (!statement.instead.empty()) not_run.push_back("  " + statement.sql);
  }
  if (not_run.empty()) return;
  lines.push_back("Not run in the proof, since SQLite " + sqlite_library_version() +
                  " has not got them; the table text that they lead to was stored instead:");
  lines.insert(lines.end(), not_run.begin(), not_run.end());
}

}  // namespace

std::vector<std::string> script_header(const Plan& plan, const std::string& database,
                                       const std::string& target,
                                       const std::set<Identifier>& unchecked_references,
                                       const Options& options) {
  std::vector<std::string> lines;
  lines.push_back("Plumbline: takes " + database + " to " + target + ".");
  const std::string leads_to =
      plan.ends_at.empty() ? "" : ", leads to " + plan.ends_at.substr(0, 16);
  lines.push_back("Made for the schema " + plan.starts_from.substr(0, 16) + leads_to +
                  "; refuses any other database.");
  const bool sample = plan.proven_on == "sample";
  lines.push_back(std::string("Proven on a copy with ") + (sample ? "a sample of the" : "all") +
                  " rows, for " + to_string(runtime_of(options)) + ".");
  if (sample) lines.emplace_back("Rows are counted in the sample only; the guards look at all.");
  statements_not_run(plan, lines);
  for (const HazardNote& note : plan.hazards) lines.push_back(hazard_line(note));
  if (plan.cost.rows_rewritten > 0) {
    lines.push_back("Cost: " + count_of_rows(plan.cost.rows_rewritten) + " written anew, about " +
                    std::to_string(plan.cost.bytes_needed) + " bytes of free space needed.");
  }
  for (const Identifier& table : unchecked_references) {
    lines.push_back("Not checked: the foreign keys of " + table.text() +
                    ", which SQLite could not check before either (foreign key mismatch).");
  }
  for (std::string& line : how_to_run(options)) lines.push_back(std::move(line));
  if (form_of(options) == ScriptForm::batch) return lines;
  lines.emplace_back("(executescript of Python commits a transaction that is open; afterwards");
  lines.push_back(std::string("foreign_keys is ") + (options.foreign_keys ? "ON" : "OFF") +
                  " on that connection where this script had to switch it off.)");
  return lines;
}

}  // namespace plumbline
