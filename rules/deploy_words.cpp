#include "rules/deploy_words.hpp"

#include <utility>

namespace plumbline {

Finding finding_of(const Rule& rule, const StatementPlace& place, std::string message,
                   std::string remedy) {
  Finding finding = finding_of(rule, ObjectRef{}, std::move(message), std::move(remedy));
  finding.file = place.file;
  finding.line = place.line;
  return finding;
}

std::string words_for(const StatementPlace& place) {
  if (place.statement == 0) return "the end of " + place.step;
  return "statement " + std::to_string(place.statement) + " of " + place.step;
}

}  // namespace plumbline
