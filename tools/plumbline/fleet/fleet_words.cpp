#include "tools/plumbline/fleet/fleet_words.hpp"

#include <algorithm>
#include <tuple>

namespace plumbline {

std::vector<FleetGroup> groups_of(const Fleet& fleet) {
  std::map<std::string, FleetGroup> by_answer;
  for (const FleetFile& file : fleet.files) {
    const auto answer = fleet.answers.find(file.answer);
    if (answer == fleet.answers.end()) continue;
    FleetGroup& group = by_answer[file.answer];
    group.answer = &answer->second;
    group.files.push_back(&file);
  }
  std::vector<FleetGroup> groups;
  for (auto& [id, group] : by_answer) groups.push_back(std::move(group));
  std::ranges::sort(groups, [](const FleetGroup& a, const FleetGroup& b) {
    const auto key = [](const FleetGroup& group) {
      return std::tuple(-static_cast<int>(group.answer->gravity),
                        -static_cast<std::int64_t>(group.files.size()), group.answer->label,
                        group.files.front()->path);
    };
    return key(a) < key(b);
  });
  return groups;
}

std::string title_among(const std::vector<FleetGroup>& groups, const FleetAnswer& answer) {
  const bool shared = std::ranges::any_of(groups, [&](const FleetGroup& group) {
    return group.answer->label == answer.label && group.answer->schema != answer.schema;
  });
  constexpr std::size_t digits = 8;
  return shared ? answer.label + ", schema " + answer.schema.substr(0, digits) : answer.label;
}

std::vector<const FleetFile*> not_answered(const Fleet& fleet) {
  std::vector<const FleetFile*> files;
  for (const FleetFile& file : fleet.files) {
    if (file.answer.empty()) files.push_back(&file);
  }
  return files;
}

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  constexpr std::size_t digits = 3;
  for (std::size_t at = text.size(); at > digits;) text.insert(at -= digits, " ");
  return text;
}

std::string databases(std::size_t number) {
  return grouped(number) + (number == 1 ? " database" : " databases");
}

std::string headline_of(const Fleet& fleet) {
  std::map<std::string, std::size_t> counts;
  std::vector<std::string> labels;  // the gravest first
  for (const FleetGroup& group : groups_of(fleet)) {
    std::size_t& count = counts[group.answer->label];
    if (count == 0) labels.push_back(group.answer->label);
    count += group.files.size();
  }
  // What most are like is read first; the list below begins with the gravest.
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    order.emplace_back(-static_cast<std::int64_t>(counts[labels[i]]), i);
  }
  std::ranges::sort(order);
  std::string text;
  const auto add = [&](std::size_t count, const std::string& label) {
    text += (text.empty() ? "" : " · ") + grouped(count) + " " + label;
  };
  for (const auto& [count, i] : order) add(counts[labels[i]], labels[i]);
  const std::size_t failed = not_answered(fleet).size();
  if (failed > 0) add(failed, "not answered");
  return text.empty() ? "no database was asked" : text;
}

std::string first_names(const FleetGroup& group) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, group.files.size()); ++i) {
    text += (text.empty() ? "" : ", ") + group.files[i]->path;
  }
  return group.files.size() <= most ? text
                                    : text + " and " + grouped(group.files.size() - most) + " more";
}

std::vector<std::string> what_was_asked(const Fleet& fleet) {
  std::size_t states = 0, each = 0, tried = 0;
  for (const FleetGroup& group : groups_of(fleet)) {
    (group.answer->each ? each : states) += group.answer->each ? group.files.size() : 1;
    if (group.answer->tried && !group.answer->each && group.files.size() > 1) {
      tried += group.files.size();
    }
  }
  std::vector<std::string> lines = {"schema and log: " + databases(fleet.files.size())};
  if (states > 0) {
    lines.push_back("all else, once for every state: " + grouped(states) +
                    (states == 1 ? " state" : " states"));
  }
  if (each > 0) lines.push_back("each by itself, rows included: " + databases(each));
  if (tried > 0) {
    lines.push_back("the next start was tried on the rows of the first of each state; " +
                    databases(tried) + " may hold others (--data asks each)");
  }
  lines.emplace_back(fleet.by_data ? "rows against constraints: of each"
                                   : "rows against constraints: not asked (--data)");
  return lines;
}

std::vector<std::string> notes_of(const Fleet& fleet) {
  std::map<std::string, std::size_t> counts;
  for (const FleetFile& file : fleet.files) {
    if (!file.note.empty()) ++counts[file.note];
  }
  std::vector<std::string> lines;
  for (const auto& [note, count] : counts) lines.push_back(databases(count) + ": " + note);
  return lines;
}

Progress progress_of(std::size_t done, std::size_t total, std::chrono::duration<double> taken) {
  std::string doing = "databases";
  if (done > 0) {
    const double left =
        taken.count() * static_cast<double>(total - done) / static_cast<double>(done);
    doing += ", about " + std::to_string(static_cast<std::int64_t>(left)) + " s left";
  }
  return {doing, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total)};
}

std::string what_is_left(const Fleet& fleet) {
  if (fleet.complete) return "";
  std::string text = "incomplete";
  if (!fleet.why.empty()) text += ": " + fleet.why;
  if (fleet.left > 0) {
    text += "; " + databases(static_cast<std::size_t>(fleet.left)) +
            (fleet.left == 1 ? " was" : " were") + " not asked";
  }
  return text;
}

std::vector<Finding> findings_of(const Fleet& fleet) {
  std::vector<Finding> findings;
  for (const FleetGroup& group : groups_of(fleet)) {
    for (Finding finding : group.answer->findings) {
      finding.message += " (" + databases(group.files.size()) + " " + group.answer->label + ": " +
                         first_names(group) + ")";
      if (finding.file.empty()) finding.file = group.answer->of;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace plumbline
