#include <algorithm>

#include "model/error.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

constexpr const char* indent = "    ";

std::string_view colour_of(FleetGravity gravity, const Style& style) {
  switch (gravity) {
    case FleetGravity::error:
      return style.error;
    case FleetGravity::warning:
      return style.warning;
    case FleetGravity::note:
    case FleetGravity::settled:
      break;
  }
  return style.heading;
}

char mark_of(FleetGravity gravity) {
  if (gravity == FleetGravity::error) return '!';
  return gravity == FleetGravity::warning ? '~' : ' ';
}

void add_line(std::string& out, const std::string& text) {
  append_visible(out += indent, text);
  out += '\n';
}

/// The two gravest; the rest is a command away.
void add_findings(std::string& out, const FleetAnswer& answer) {
  constexpr std::size_t most = 2;
  std::size_t shown = 0;
  for (const Finding& finding : answer.findings) {
    if (finding.severity == Severity::note) continue;
    if (++shown > most) continue;
    const std::string place = to_string(SourcePosition{finding.file, finding.line, 0});
    add_line(out, to_string(finding.severity) + ": " + finding.rule + ": " +
                      (place.empty() ? "" : place + ": ") + about(finding.object) +
                      finding.message);
  }
  if (shown > most) add_line(out, "and " + plural(shown - most, "more finding"));
}

std::string where_script_is(const FleetRepair& repair, const std::string& scripts) {
  if (scripts.empty()) return "proven on each: --scripts DIR writes " + repair.name + ".sql";
  return "proven on each: " + scripts + "/" + repair.name + ".sql, for those in " + repair.name +
         ".files";
}

void add_repair(std::string& out, const FleetAnswer& answer, const std::string& scripts) {
  if (answer.repair && !answer.repair->script.empty()) {
    return add_line(out, where_script_is(*answer.repair, scripts));
  }
  if (answer.repair) {
    for (const std::string& refusal : answer.repair->refusals) add_line(out, "refused: " + refusal);
  }
  if (answer.steps.empty()) return;
  const NextStep& step = answer.steps.front();
  add_line(out, step.why + (step.repairs ? ", one by one: " : ": ") + step.command);
  if (step.repairs && !answer.repair) {
    add_line(out, "a proven script for all of them at once: the same audit with --scripts DIR");
  }
}

void add_group(std::string& out, const FleetGroup& group, const std::string& title,
               const std::string& scripts, const Style& style) {
  const FleetAnswer& answer = *group.answer;
  (out += '\n') += colour_of(answer.gravity, style);
  out += mark_of(answer.gravity);
  append_visible(out, " " + grouped(group.files.size()) + " " + title);
  (out += style.end) += '\n';
  if (answer.gravity == FleetGravity::error || answer.gravity == FleetGravity::warning) {
    const bool of_one = group.files.size() > 1 && answer.each;
    add_line(out, (of_one ? answer.of + ": " : "") + answer.headline);
    add_findings(out, answer);
    add_line(out, first_names(group));
    add_repair(out, answer, scripts);
  } else {
    add_line(out, first_names(group));
  }
}

void add_not_answered(std::string& out, const Fleet& fleet, const Style& style) {
  const std::vector<const FleetFile*> files = not_answered(fleet);
  if (files.empty()) return;
  constexpr std::size_t most = 20;
  ((out += '\n') += style.error) += "! could not answer: " + databases(files.size());
  (out += style.end) += '\n';
  for (std::size_t i = 0; i < std::min(most, files.size()); ++i) {
    add_line(out, files[i]->path + ": " + files[i]->error);
  }
  if (files.size() > most) {
    add_line(out, "and " + grouped(files.size() - most) + " more: --format json names all");
  }
}

}  // namespace

std::string render_fleet_text(const Fleet& fleet, const std::string& scripts, const Style& style) {
  std::string out;
  append_visible(out, databases(fleet.files.size()) + ": " + headline_of(fleet));
  out += '\n';
  const std::string left = what_is_left(fleet);
  if (!left.empty()) {
    out += style.warning;
    append_visible(out, left);
    (out += style.end) += '\n';
  }
  const std::vector<FleetGroup> groups = groups_of(fleet);
  for (const FleetGroup& group : groups) {
    add_group(out, group, title_among(groups, *group.answer), scripts, style);
  }
  add_not_answered(out, fleet, style);
  out += "\nasked:\n";
  for (const std::string& line : what_was_asked(fleet)) add_line(out, line);
  return out;
}

}  // namespace plumbline
