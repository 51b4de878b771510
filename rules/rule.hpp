#pragma once
// A rule looks at facts that the program has found, and says what somebody should know.
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include "model/audit.hpp"
#include "model/change.hpp"
#include "model/deploy.hpp"
#include "model/finding.hpp"
#include "model/reconciliation.hpp"
#include "model/soundness.hpp"
#include "model/trials.hpp"

namespace plumbline {

struct RuleInput {
  const Schema& from;
  const Schema& to;
  const std::vector<Change>& changes;
  /// Views and triggers whose text depends on the order of a table's columns, by table.
  const std::map<Identifier, std::set<Identifier>>& positional;
  bool keeps_extra = true;  ///< what only `from` has stays where it is
};

struct Rule;

/// Looks at two schemas and their differences.
using SchemaCheck = void (*)(const RuleInput&, const Rule&, std::vector<Finding>&);
/// Looks at log, files and live schema, compared.
using MigrationCheck = void (*)(const Reconciliation&, const Rule&, std::vector<Finding>&);
/// Looks at what the next start of the application would do.
using DeployCheck = void (*)(const Deploy&, const Rule&, std::vector<Finding>&);
/// Looks at what running a migration on made-up databases has shown.
using TrialCheck = void (*)(const MigrationTrials&, const Rule&, std::vector<Finding>&);
/// Looks at one schema by itself.
using SoundnessCheck = void (*)(const SchemaInHand&, const Rule&, std::vector<Finding>&);
/// Looks at what was asked of the rows of a database.
using AuditCheck = void (*)(const Audit&, const Rule&, std::vector<Finding>&);
/// The same as SoundnessCheck, and it looks at either of two schemas that are compared as well.
struct EachSchema {
  SoundnessCheck check;
};
/// Who reads the files of migrations finds it on the way: the rule is its name and its page.
struct FoundWhileReading {};

struct Rule {
  std::string_view id;  ///< kebab-case: the problem's name, and its section in README.md
  Severity severity;
  std::variant<SchemaCheck, MigrationCheck, DeployCheck, TrialCheck, SoundnessCheck, EachSchema,
               AuditCheck, FoundWhileReading>
      check;
};

/// A finding of this rule.
Finding finding_of(const Rule& rule, const ObjectRef& object, std::string message,
                   std::string remedy);

}  // namespace plumbline
