#include "tests/schema_in_hand.hpp"

#include "analyzer/soundness.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

std::vector<Finding> findings_of_schema(const std::string& sql, const Options& options) {
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(sql);
  const Schema schema = introspect(connection);
  return assess(look_at_schema(connection, schema, options));
}

std::vector<Finding> findings_of_schema(const std::string& rule, const std::string& sql,
                                        const Options& options) {
  std::vector<Finding> findings = findings_of_schema(sql, options);
  std::erase_if(findings, [&](const Finding& finding) { return finding.rule != rule; });
  return findings;
}

Finding only_finding_of_schema(const std::string& rule, const std::string& sql,
                               const Options& options) {
  const std::vector<Finding> findings = findings_of_schema(rule, sql, options);
  return findings.size() == 1 ? findings.front() : Finding{};
}

std::string objects_found(const std::string& rule, const std::string& sql, const Options& options) {
  std::string names;
  for (const Finding& finding : findings_of_schema(rule, sql, options)) {
    names += (names.empty() ? "" : " ") + finding.object.name.text();
  }
  return names;
}

std::string rules_that_speak(const std::string& sql, const Options& options) {
  std::string rules;
  for (const Finding& finding : findings_of_schema(sql, options)) {
    rules += (rules.empty() ? "" : " ") + finding.rule;
  }
  return rules;
}

Options with_runtime(const std::string& word) {
  Options options;
  options.runtime = runtime_named(word);
  return options;
}

}  // namespace plumbline
