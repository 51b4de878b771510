#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " has" : " have") + " a value in " + check.object.name.text() +
         " that a STRICT table cannot hold" + declared_words(check) + " (" + check.what + ")" +
         samples_of(check);
}

std::string remedy(const DataCheck& check) {
  return check.declared ? "convert or remove these values before the table becomes STRICT"
                        : "convert or remove these values: SQLite calls the database damaged";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_of_wrong_type;
const Rule rows_of_wrong_type{"rows-of-wrong-type", Severity::error, look};

}  // namespace plumbline
