#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " shares" : " share") + " values that " + check.what + " forbids" +
         declared_words(check) + samples_of(check);
}

std::string remedy(const DataCheck& check) {
  return check.declared ? "decide which of them stay, and change or delete the others first"
                        : "decide which of them stay; then REINDEX, since the index let them in";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_not_unique;
const Rule rows_not_unique{"rows-not-unique", Severity::error, look};

}  // namespace plumbline
