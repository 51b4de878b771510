#include "analyzer/forecast/judge_rerun.hpp"

namespace plumbline {

RerunJudgement judge_rerun(const DatabaseContents& found, const DatabaseContents& expected,
                           const Varying& varying, bool rows_lost) {
  const std::string schema = schema_difference(found, expected);
  const std::string rows = row_difference(found, expected, varying);
  if (schema.empty() && rows.empty()) return {};
  if (rows_lost) return {RerunOutcome::loses_rows, rows.empty() ? schema : rows};
  if (!schema.empty()) return {RerunOutcome::other_schema, schema};
  return {RerunOutcome::other_rows, rows};
}

RerunJudgement judge_failed_rerun(const std::string& failure, bool rows_lost) {
  return {rows_lost ? RerunOutcome::loses_rows : RerunOutcome::fails, failure};
}

}  // namespace plumbline
