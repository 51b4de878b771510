#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " does" : " do") + " not pass " + check.what +
         declared_words(check) + samples_of(check);
}

std::string remedy(const DataCheck& check) {
  return check.declared ? "change them before the constraint is added"
                        : "change them: any UPDATE of such a row fails, whatever column it sets";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_failing_check;
const Rule rows_failing_check{"rows-failing-check", Severity::error, look};

}  // namespace plumbline
