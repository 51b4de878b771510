#include <algorithm>

#include "tools/plumbline/audit_words.hpp"
#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string questions_of(const Audit& audit) {
  std::string out = count_of(audit.checks) + "\n";
  for (const DataCheck& check : audit.checks) {
    if (check.outcome == CheckOutcome::holds) continue;
    if (check.outcome == CheckOutcome::not_finished) continue;
    out += "  " + visible(question_of(check)) + ": " +
           visible(answer_of(check).substr(0, answer_of(check).find('\n'))) + "\n";
    out += "    " + shortened_sql(check.sql) + "\n";
  }
  return out;
}

std::string changes_since(const Since& since) {
  std::string out = visible(headline_of(since)) + "\n";
  for (const ExplainedChange& one : since.changes) {
    out += "  " +
           visible(name_of(object_of(one.change)) + ": " + kind_of(one.change) + ": " +
                   detail_of(one.change) + ", " + origin_of(one)) +
           "\n";
  }
  return out;
}

}  // namespace

std::string render_audit_text(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style) {
  const Audit& audit = *report.audit;
  std::string out = std::string(style.heading) + visible(headline_of_audit(report)) +
                    std::string(style.end) + "\n";
  out += foretells_something(report) ? render_check_text(report, steps, style)
                                     : render_check_body(report, steps, style);
  if (audit.since) out += "\n" + changes_since(*audit.since);
  return out + "\n" + questions_of(audit) + "\nopened: " + visible(audit.opened) + "\n";
}

}  // namespace plumbline
