#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  const bool one = check.rows == 1;
  return rows_of(check) + (one ? " has" : " have") + " a value that " +
         "its type does not lead one to expect: " + check.what + samples_of(check);
}

std::string remedy(const DataCheck&) {
  return "look at what wrote them: such values sort behind all others and equal none of them; "
         "typeof() tells them apart";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule rows_against_affinity;
const Rule rows_against_affinity{"rows-against-affinity", Severity::warning, look};

}  // namespace plumbline
