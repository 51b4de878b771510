#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const std::string lines =
      check.at_least ? "at least " + std::to_string(check.rows) : std::to_string(check.rows);
  return "the index does not say what its table holds (" + lines +
         (check.rows == 1 ? " complaint: " : " complaints: ") +
         check.why.substr(0, check.why.find('\n')) +
         "): queries that use it miss rows, or find rows that are not there";
}

std::string remedy(const DataCheck& check) {
  return "REINDEX " + check.object.name.quoted() +
         "; then look for the cause: a collation or function that changed, or a failing disk";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule index_disagrees;
const Rule index_disagrees{"index-disagrees", Severity::error, look};

}  // namespace plumbline
