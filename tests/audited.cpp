#include "tests/audited.hpp"

#include <algorithm>
#include <array>

#include "model/identifier.hpp"
#include "tests/bad_input.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

std::ostream& operator<<(std::ostream& out, const AuditLines& lines) {
  for (const std::string& line : lines) out << "\n  " << line;
  return out;
}

void run_past_constraints(const std::string& file, const std::string& sql) {
  Connection::open_read_write("file:" + file, file)
      .execute(
          "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; "
          "PRAGMA ignore_check_constraints=ON;" +
          sql);
}

void restate(const std::string& file, const std::string& name, const std::string& sql) {
  run_past_constraints(file, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = " +
                                 quote_literal(sql) + " WHERE name = " + quote_literal(name));
}

Report audited(const std::string& file, const std::string& target, const Options& options) {
  AuditRequest request;
  request.check.target = target;
  return audit(file, request, options, {});
}

Report audited_to(const std::string& file, const std::string& target_sql, const Options& options) {
  write_bytes("target.sql", target_sql);
  return audited(file, "target.sql", options);
}

namespace {

std::string question(const DataCheck& check) {
  const std::string table = check.object.table.text();
  return (table.empty() ? "" : table + ": ") + check.what + (check.declared ? " (declared)" : "");
}

}  // namespace

std::string line_of(const DataCheck& check) {
  std::string line = check.rule + " " + question(check) + ": ";
  if (check.outcome != CheckOutcome::broken) return line + to_string(check.outcome) + check.why;
  line += (check.at_least ? "at least " : "") + std::to_string(check.rows) + " [";
  for (std::size_t i = 0; i < check.rowids.size(); ++i) {
    line += (i == 0 ? "" : ", ") + std::to_string(check.rowids[i]);
  }
  line += "]";
  for (const std::string& value : check.values) line += " " + value;
  return line + (check.why.empty() ? "" : " " + check.why);
}

AuditLines not_holding(const Report& report) {
  AuditLines lines;
  for (const DataCheck& check : report.audit->checks) {
    if (check.outcome != CheckOutcome::holds) lines.push_back(line_of(check));
  }
  return lines;
}

AuditLines holding(const Report& report) {
  AuditLines lines;
  for (const DataCheck& check : report.audit->checks) {
    if (check.outcome == CheckOutcome::holds) lines.push_back(question(check));
  }
  return lines;
}

AuditLines holding(const Report& report, const std::string& rule) {
  AuditLines lines;
  for (const DataCheck& check : report.audit->checks) {
    if (check.outcome == CheckOutcome::holds && check.rule == rule)
      lines.push_back(question(check));
  }
  return lines;
}

AuditLines findings_of_rows(const Report& report) {
  static constexpr std::array rules = {
      "rows-with-null",        "rows-failing-check", "rows-not-unique",  "rows-without-parent",
      "rows-of-wrong-type",    "sequence-too-low",   "damaged-database", "index-disagrees",
      "rows-against-affinity", "audit-incomplete"};
  AuditLines lines;
  for (const Finding& finding : report.findings) {
    if (std::ranges::find(rules, finding.rule) == rules.end()) continue;
    lines.push_back(to_string(finding.severity) + " " + finding.rule + ": " + finding.message);
  }
  return lines;
}

}  // namespace plumbline
