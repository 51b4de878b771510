#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  return "the number that AUTOINCREMENT goes on from is below the largest id of " +
         check.object.table.text() +
         (check.rowids.empty() ? "" : " (" + std::to_string(check.rowids.front()) + ")") +
         ": ids that were deleted may be given out again";
}

std::string remedy(const DataCheck& check) {
  const Identifier& table = check.object.table;
  return "UPDATE sqlite_sequence SET seq = (SELECT max(rowid) FROM " + table.quoted() +
         ") WHERE name = " + quote_literal(table.text()) + ", or INSERT that row where it is gone";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule sequence_too_low;
const Rule sequence_too_low{"sequence-too-low", Severity::warning, look};

}  // namespace plumbline
