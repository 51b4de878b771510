#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// What only the application may have is no fault of the database.
std::string remedy_for(const SchemaInHand& input, const Problem& problem) {
  if (problem.what.starts_with("no such module: ")) {
    return "nothing to do where the application brings the module; else drop the table";
  }
  const auto table = input.schema.tables.find(problem.object.name);
  const bool is_virtual =
      table != input.schema.tables.end() && table->second.kind == TableKind::virtual_table;
  return std::string("mend or drop it: whatever uses it fails the same way") +
         (is_virtual ? "; or is it of a newer SQLite? Then a Plumbline built with "
                       "-DPLUMBLINE_SQLITE=newest reads it"
                     : "");
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Problem& problem : input.problems) {
    if (is_passed_over(input, problem.object)) continue;
    findings.push_back(finding_of(rule, problem.object, problem.what, remedy_for(input, problem)));
  }
}

}  // namespace

extern const Rule broken_object;
const Rule broken_object{"broken-object", Severity::warning, EachSchema{check}};

}  // namespace plumbline
