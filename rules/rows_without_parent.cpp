#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " references" : " reference") +
         " what is not there: " + check.what + declared_words(check) + samples_of(check);
}

std::string remedy(const DataCheck& check) {
  if (check.declared) {
    return "give them a parent that is there, or NULL, or delete them, before the key is added";
  }
  return "give them a parent that is there, or NULL, or delete them: PRAGMA foreign_keys was off "
         "when their parents went";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_without_parent;
const Rule rows_without_parent{"rows-without-parent", Severity::error, look};

}  // namespace plumbline
