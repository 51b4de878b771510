#include "analyzer/plan/hazards.hpp"

#include "analyzer/plan/row_samples.hpp"

namespace plumbline {

namespace {

std::string said(const HazardNote& note) {
  const std::string column = note.column ? " in column " + note.column->text() : "";
  const std::string rows = count_of_rows(note.rows);
  switch (note.hazard) {
    case Hazard::drop_table:
      return "the table would be dropped with " + rows;
    case Hazard::drop_column:
      return "column " + (note.column ? note.column->text() : "") + " would be dropped; " +
             rows_that(note.rows, "holds", "hold") + " a value in it";
    case Hazard::delete_rows:
      return rows + " would be deleted";
    case Hazard::fill_null:
      return rows_that(note.rows, "has", "have") + " NULL" + column + " and would get its default";
    case Hazard::convert_value:
      return "the value of " + rows + column + " would be stored as another one";
    case Hazard::change_collation:
      return rows + column + " would compare and sort by another collation";
    case Hazard::reset_sequence:
      return "its AUTOINCREMENT mark would go: ids of deleted rows could be given again";
    case Hazard::renumber_rowid:
      return rows + " would get another rowid";
  }
  return rows;
}

}  // namespace

void refuse_hazards(const std::vector<HazardNote>& hazards, const Options& options,
                    std::vector<Refusal>& refusals) {
  for (const HazardNote& note : hazards) {
    if (options.allow.contains(note.hazard)) continue;
    refusals.push_back({{ObjectType::table, note.table, note.table},
                        said(note),
                        "--allow " + to_string(note.hazard),
                        note});
  }
}

}  // namespace plumbline
