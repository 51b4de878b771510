#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

constexpr std::size_t most_names = 10;

std::string names(const std::vector<ObjectRef>& objects) {
  std::string out;
  for (std::size_t i = 0; i < objects.size() && i < most_names; ++i) {
    out += (i == 0 ? "" : ", ") + name_with_type(objects[i]);
  }
  if (objects.size() <= most_names) return out;
  return out + " and " + std::to_string(objects.size() - most_names) + " more";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.unexplained.empty()) return;
  findings.push_back(finding_of(
      rule, ObjectRef{}, "no migration makes " + names(input.unexplained) + ": left alone",
      "nothing, where the application makes it; --exclude 'glob' keeps it out of sight"));
}

}  // namespace

extern const Rule unexplained_object;
const Rule unexplained_object{"unexplained-object", Severity::note, check};

}  // namespace plumbline
