#include <set>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

/// https://developers.cloudflare.com/d1/sql-api/sql-statements/#compatible-pragma-statements, and
/// what the engine itself takes.
bool takes_pragma(const std::string& pragma) {
  static const std::set<std::string> taken = {"table_list",
                                              "table_info",
                                              "table_xinfo",
                                              "index_list",
                                              "index_info",
                                              "index_xinfo",
                                              "foreign_key_list",
                                              "foreign_key_check",
                                              "foreign_keys",
                                              "quick_check",
                                              "legacy_alter_table",
                                              "recursive_triggers",
                                              "optimize",
                                              "data_version",
                                              "case_sensitive_like",
                                              "defer_foreign_keys",
                                              "ignore_check_constraints"};
  return taken.contains(ascii_lower(pragma));
}

/// What D1 says no to; empty where it takes the statement.
std::string refused_part(const StatementFacts& facts) {
  if (!facts.transaction.empty()) return facts.transaction;
  if (facts.uses_temp) return "a TEMP table";
  if (!facts.pragma.empty() && !facts.changes_schema && !takes_pragma(facts.pragma)) {
    return "PRAGMA " + facts.pragma;
  }
  for (const char* function : {"sqlite_version", "json_error_position"}) {
    if (facts.functions.contains(function)) return function + std::string("()");
  }
  return "";
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!runs_on_d1(input)) return;
  std::vector<std::string> words;
  const StatementFacts* first = nullptr;
  for (const StatementFacts& facts : input.statements) {
    const std::string part = refused_part(facts);
    if (part.empty()) continue;
    if (first == nullptr) first = &facts;
    words.push_back("statement " + std::to_string(facts.place.statement) + " (" + part + ")");
  }
  if (first == nullptr) return;
  findings.push_back(finding_of(rule, first->place, "D1 refuses " + listed(words),
                                "leave it out: D1 runs what is sent to it in one batch() as one "
                                "transaction, and rows are put "
                                "aside in an ordinary table"));
}

}  // namespace

extern const Rule d1_statement;
const Rule d1_statement{"d1-statement", Severity::error, check};

}  // namespace plumbline
