#include "rules/all_rules.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

std::string headline(const Report& report, const Style& style) {
  const std::string_view colour = stops_the_deploy(report)  ? style.error
                                  : report.findings.empty() ? style.added
                                                            : style.warning;
  return std::string(colour) + visible(headline_of_lint(report)) + std::string(style.end) + "\n";
}

/// Its own lines are comments: the whole is SQL from the first line to the last.
std::string safe_text(const SafeText& text) {
  std::string out = "-- safe to stop anywhere and to run again: " + visible(text.why) + "\n";
  if (!is_shown_as_it_is(text.sql)) {
    out += "-- some characters are spelled out here; --format json has the text as it is\n";
  }
  out += sql_block(text.sql);
  for (const std::string& left : text.left) out += "-- still not safe: " + visible(left) + "\n";
  return out;
}

std::string name_of(const MigrationStatus& migration) {
  if (migration.file.empty() || migration.file == migration.id) return visible(migration.id);
  return visible(migration.id + " (" + migration.file + ")");
}

std::string section_of(const Report& report, const MigrationStatus& migration, const Style& style) {
  const std::vector<Finding> findings = gravest_first(findings_on(report, migration));
  const SafeText* const rewrite = rewrite_of(report, migration);
  if (findings.empty() && rewrite == nullptr) return "";
  std::string out = "\n" + std::string(style.heading) + name_of(migration) +
                    std::string(style.end) + "\n" + render_findings(findings, style);
  if (rewrite != nullptr) out += "\n" + safe_text(*rewrite);
  return out;
}

}  // namespace

std::string render_lint_text(const Report& report, const Style& style) {
  std::string out = headline(report, style);
  const std::vector<Finding> others = gravest_first(findings_on_no_migration(report));
  if (!others.empty()) out += "\n" + render_findings(others, style);
  for (const MigrationStatus& migration : report.migrations) {
    out += section_of(report, migration, style);
  }
  const std::string accepted = render_accepted(report.accepted);
  return accepted.empty() ? out : out + "\n" + accepted;
}

}  // namespace plumbline
