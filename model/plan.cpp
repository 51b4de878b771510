#include "model/plan.hpp"

#include <algorithm>

namespace plumbline {

std::string to_string(Hazard hazard) {
  switch (hazard) {
    case Hazard::drop_table:
      return "drop-table";
    case Hazard::drop_column:
      return "drop-column";
    case Hazard::delete_rows:
      return "delete-rows";
    case Hazard::fill_null:
      return "fill-null";
    case Hazard::convert_value:
      return "convert-value";
    case Hazard::change_collation:
      return "change-collation";
    case Hazard::reset_sequence:
      return "reset-sequence";
    case Hazard::renumber_rowid:
      return "renumber-rowid";
  }
  return "delete-rows";
}

const std::vector<Hazard>& all_hazards() {
  static const std::vector<Hazard> hazards = {
      Hazard::drop_table,     Hazard::drop_column,    Hazard::delete_rows,
      Hazard::fill_null,      Hazard::convert_value,  Hazard::change_collation,
      Hazard::reset_sequence, Hazard::renumber_rowid,
  };
  return hazards;
}

std::optional<Hazard> hazard_named(const std::string& word) {
  const auto found =
      std::ranges::find_if(all_hazards(), [&](Hazard hazard) { return to_string(hazard) == word; });
  if (found == all_hazards().end()) return std::nullopt;
  return *found;
}

std::vector<std::string> run_here(const Statement& statement) {
  if (!statement.instead.empty()) return statement.instead;
  return {statement.sql};
}

}  // namespace plumbline
