#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " has" : " have") + " NULL in " + check.object.name.text() +
         ", which is " + (check.declared ? "declared " : "") + "NOT NULL" +
         (check.declared ? " by the target" : "") + samples_of(check);
}

std::string remedy(const DataCheck& check) {
  return check.declared
             ? "give them a value before the column becomes NOT NULL, or declare a "
               "DEFAULT that repair can fill in"
             : "give them a value: the constraint was not in force when they were written";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_with_null;
const Rule rows_with_null{"rows-with-null", Severity::error, look};

}  // namespace plumbline
