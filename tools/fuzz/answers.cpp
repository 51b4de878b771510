#include <nlohmann/json.hpp>

#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/diff/diff.hpp"
#include "tools/fuzz/harness.hpp"
#include "tools/plumbline/baseline.hpp"
#include "tools/plumbline/html/render_html.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline::fuzz {

namespace {

std::string shown(const std::vector<Change>& changes) {
  Report report;
  report.changes = changes;
  return render_report_text(report, plain_style());
}

void demand_json(const std::string& text, std::string_view what) {
  demand(nlohmann::json::accept(text), what, text);
}

/// Nothing that moves a cursor, rings or starts a line of its own.
void demand_harmless(const std::string& text, std::string_view what) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    demand(byte == '\n' || (byte >= 0x20 && byte != 0x7f), what, text);
  }
}

std::size_t count_in(const std::string& text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

/// What a report holds stays text on the page: it brings no script and no style of its own.
void demand_same_elements(const Report& report) {
  Report nothing;
  if (report.audit) nothing.audit.emplace();
  const std::string page = render_html(report, {}, Drawing());
  const std::string empty = render_html(nothing, {}, Drawing());
  for (const char* const element : {"<script", "<style", "<iframe", "<img", "</body"}) {
    demand(count_in(page, element) == count_in(empty, element), "text stays text on a page", page);
  }
}

}  // namespace

void render_all(const Schema& schema) {
  demand_harmless(render_schema_text(schema, {}, plain_style()), "text for a terminal is harmless");
  demand_json(render_schema_json(schema, {}), "a schema as JSON is JSON");
  render_schema_sql(schema);
  render_mermaid(schema);
  render_dot(schema);
}

void render_all(const Report& report) {
  demand_harmless(render_report_text(report, plain_style()), "text for a terminal is harmless");
  demand_harmless(render_status_text(report, {}, plain_style()), "a status is harmless");
  demand_json(render_report_json(report), "a report as JSON is JSON");
  demand_json(render_report_sarif(report), "a report as SARIF is JSON");
  render_report_markdown(report);
  render_status_markdown(report, {});
  render_check_text(report, {}, plain_style());
  render_check_markdown(report, {});
  render_lint_text(report, plain_style());
  render_lint_markdown(report);
  render_report_github(report);
  if (report.audit) demand_harmless(render_audit_text(report, {}, plain_style()), "an audit");
  demand_same_elements(report);
  // What is written for people to fill in is read again once they have.
  write_baseline(report.findings, "", "");
}

void demand_same_from_yaml(const Schema& schema) {
  const std::string yaml = write_schema_yaml(schema, {});
  const DeclaredSchema again = declared_schema(yaml, "again.yaml", std::nullopt);
  const std::vector<Change> changes = diff(schema, again.schema, {});
  demand(!any_drift(changes), "a schema comes back from YAML as it was", yaml + shown(changes));
  demand(write_schema_yaml(again.schema, {}) == yaml, "YAML comes back as it was written", yaml);
}

}  // namespace plumbline::fuzz
