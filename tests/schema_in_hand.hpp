#pragma once
// A schema made from SQL, and what the rules about one schema say of it.
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/soundness.hpp"

namespace plumbline {

/// All findings, gravest first.
std::vector<Finding> findings_of_schema(const std::string& sql, const Options& options = {});
/// Those of one rule.
std::vector<Finding> findings_of_schema(const std::string& rule, const std::string& sql,
                                        const Options& options);
/// The same where exactly one is expected; an empty one where there are none or several.
Finding only_finding_of_schema(const std::string& rule, const std::string& sql,
                               const Options& options = {});
/// The names of the objects that the rule speaks of, joined by spaces.
std::string objects_found(const std::string& rule, const std::string& sql,
                          const Options& options = {});
/// The rules that speak, joined by spaces.
std::string rules_that_speak(const std::string& sql, const Options& options = {});

Options with_runtime(const std::string& word);

}  // namespace plumbline
