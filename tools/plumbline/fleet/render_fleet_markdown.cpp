#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"
#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/markdown_page.hpp"

namespace plumbline {

namespace {

std::string next_of(const FleetAnswer& answer, const std::string& scripts) {
  if (answer.repair && !answer.repair->script.empty()) {
    return (scripts.empty() ? "" : scripts + "/") + answer.repair->name + ".sql";
  }
  if (answer.repair && !answer.repair->refusals.empty()) {
    return "refused: " + answer.repair->refusals.front();
  }
  return answer.steps.empty() ? "" : answer.steps.front().command;
}

std::string list_of(const std::string& title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text = "\n" + title + "\n\n";
  for (const std::string& line : lines) text += "- " + markdown_text(line) + "\n";
  return text;
}

}  // namespace

std::string render_fleet_markdown(const Fleet& fleet, const std::string& scripts) {
  MarkdownPage page;
  page.add("## " + markdown_text(databases(fleet.files.size()) + ": " + headline_of(fleet)) + "\n",
           "the headline");
  const std::string left = what_is_left(fleet);
  if (!left.empty()) page.add("\n**" + markdown_text(left) + "**\n", "what is left");
  std::vector<MarkdownPage::Row> rows;
  const std::vector<FleetGroup> groups = groups_of(fleet);
  for (const FleetGroup& group : groups) {
    const FleetAnswer& answer = *group.answer;
    const bool settled = answer.gravity < FleetGravity::warning;
    rows.push_back({grouped(group.files.size()), title_among(groups, answer),
                    settled ? "" : answer.headline, first_names(group),
                    settled ? "" : next_of(answer, scripts)});
  }
  page.add_table("\n", {"databases", "state", "what is so", "files", "next"}, rows, "",
                 "more states");
  std::vector<MarkdownPage::Row> failed;
  for (const FleetFile* file : not_answered(fleet)) failed.push_back({file->path, file->error});
  page.add_table("\nCould not answer:\n\n", {"file", "why"}, failed, "", "more files");
  page.add(list_of("Asked:", what_was_asked(fleet)), "what was asked");
  page.add(list_of("Read:", notes_of(fleet)), "how files were read");
  return page.done();
}

}  // namespace plumbline
