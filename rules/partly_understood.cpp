#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    if (table->understanding == Understanding::complete) continue;
    findings.push_back(
        finding_of(rule, object_of(*table),
                   "its CREATE TABLE text holds something that is not known here, so a difference "
                   "in CHECK, generated or conflict clauses may go unseen",
                   "compare this table by hand; it is never rebuilt"));
  }
}

}  // namespace

extern const Rule partly_understood;
const Rule partly_understood{"partly-understood", Severity::warning, EachSchema{check}};

}  // namespace plumbline
