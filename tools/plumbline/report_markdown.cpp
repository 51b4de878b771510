#include "tools/plumbline/report_markdown.hpp"

#include "rules/all_rules.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string place_of(const Finding& finding) {
  const std::string place = file_and_line(finding.file, finding.line);
  return place.empty() ? name_of(finding.object) : place;
}

std::string message_of(const Finding& finding) {
  return finding.file.empty() ? finding.message : about(finding.object) + finding.message;
}

/// Inside the tags Markdown begins again behind a blank line.
std::string opened(const std::string& summary) {
  return "\n<details><summary>" + html_text(shortened(summary, 300)) + "</summary>\n";
}
constexpr const char* closed = "\n</details>\n";

std::string block_of(const Rewrite& rewrite) {
  std::string text = opened(rewrite.migration + ": safe to stop anywhere and to run again");
  if (!rewrite.text.why.empty()) text += "\n" + markdown_text(rewrite.text.why) + "\n";
  if (!is_shown_as_it_is(rewrite.text.sql)) {
    text += "\nSome characters are spelled out here; `--format json` has the text as it is.\n";
  }
  text += "\n" + fenced_sql(rewrite.text.sql);
  if (!rewrite.text.left.empty()) text += "\nStill not safe:\n\n";
  for (const std::string& left : rewrite.text.left) text += "- " + markdown_text(left) + "\n";
  return text + closed;
}

}  // namespace

void add_verdict(MarkdownPage& page, const std::string& verdict) {
  page.add("**" + markdown_text(shortened(verdict, 2'000)) + "**\n", "the verdict");
}

void add_findings(MarkdownPage& page, const std::vector<Finding>& findings) {
  std::vector<MarkdownPage::Row> rows;
  for (const Finding& finding : gravest_first(findings)) {
    rows.push_back({to_string(finding.severity), finding.rule, place_of(finding),
                    message_of(finding), finding.remedy});
  }
  page.add_table("", {"severity", "rule", "place", "finding", "remedy"}, rows, "", "findings");
}

void add_accepted(MarkdownPage& page, const std::vector<AcceptedFinding>& accepted) {
  std::vector<MarkdownPage::Row> rows;
  for (const AcceptedFinding& one : accepted) {
    rows.push_back(
        {one.finding.rule, place_of(one.finding), message_of(one.finding), one.by, one.reason});
  }
  page.add_table(opened("accepted: " + plural(accepted.size(), "finding")),
                 {"rule", "place", "finding", "accepted in", "reason"}, rows, closed,
                 "accepted findings");
}

void add_rewrites(MarkdownPage& page, const std::vector<Rewrite>& rewrites) {
  for (const Rewrite& rewrite : rewrites) {
    page.add(block_of(rewrite), "the safe text of " + rewrite.migration);
  }
}

}  // namespace plumbline
