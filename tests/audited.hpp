#pragma once
// Databases with rows that their constraints would not let in, and what an audit says of them.
#include <ostream>
#include <string>
#include <vector>

#include "analyzer/analyze.hpp"

namespace plumbline {

/// Lines that a failed test shows.
struct AuditLines : std::vector<std::string> {
  using vector::vector;
};
std::ostream& operator<<(std::ostream& out, const AuditLines& lines);

/// `sql` on the file by plain SQLite, with foreign keys and CHECKs off.
void run_past_constraints(const std::string& file, const std::string& sql);

/// The stored text of a table or an index becomes another, and nothing else: what the new text
/// promises, the rows have never been asked.
void restate(const std::string& file, const std::string& name, const std::string& sql);

/// The audit of a file against a target (a file; empty: none).
Report audited(const std::string& file, const std::string& target = "",
               const Options& options = {});
/// The same against SQL.
Report audited_to(const std::string& file, const std::string& target_sql,
                  const Options& options = {});

/// "rows-with-null users: mail is never NULL (declared): 2 rows [1, 3]", in the order of the
/// checks.
std::string line_of(const DataCheck& check);
/// Of all checks that do not hold.
AuditLines not_holding(const Report& report);
/// What holds: "users: mail is never NULL (declared)".
AuditLines holding(const Report& report);
/// Only those of the rule, of what is not so and of what is: "users: mail is never NULL".
AuditLines holding(const Report& report, const std::string& rule);

/// "error rows-with-null: 2 rows …" of the findings that the rows gave rise to, in their order.
AuditLines findings_of_rows(const Report& report);

}  // namespace plumbline
