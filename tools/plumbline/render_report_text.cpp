#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// The changes of one object. A column belongs to its table.
struct Group {
  ObjectRef object;
  std::vector<const Change*> changes;
  bool drifts = false;
};

ObjectRef owner_of(const Change& change) {
  ObjectRef object = object_of(change);
  if (object.type != ObjectType::column) return object;
  return {ObjectType::table, object.table, object.table};
}

bool is_drift(const Change* change) { return change->severity == ChangeClass::drift; }

/// Spelling alone is no news: it is counted at the end, and shown where it was asked for (--exact,
/// which makes it drift).
bool is_only_spelling(const Change& change) {
  return std::holds_alternative<Respell>(change.fact) && change.severity == ChangeClass::cosmetic;
}

/// Those that `leads` first, each part in its order.
template <class Value, class Predicate>
std::vector<Value> led_by(std::vector<Value> values, Predicate leads) {
  std::vector<Value> front, rest;
  for (Value& value : values) (leads(value) ? front : rest).push_back(std::move(value));
  std::ranges::move(rest, std::back_inserter(front));
  return front;
}

/// In the order of the changes, what drifts first.
std::vector<Group> grouped(const std::vector<Change>& changes) {
  std::vector<Group> groups;
  std::map<std::tuple<ObjectType, Identifier, Identifier>, std::size_t> position;
  for (const Change& change : changes) {
    if (is_only_spelling(change)) continue;
    const ObjectRef owner = owner_of(change);
    const auto [found, fresh] =
        position.try_emplace({owner.type, owner.name, owner.table}, groups.size());
    if (fresh) groups.push_back({owner, {}, false});
    Group& group = groups[found->second];
    group.changes.push_back(&change);
    group.drifts |= is_drift(&change);
  }
  for (Group& group : groups) {
    group.changes = led_by(std::move(group.changes), is_drift);
  }
  return led_by(std::move(groups), [](const Group& group) { return group.drifts; });
}

std::string_view colour_of(char mark, const Style& style) {
  switch (mark) {
    case '+':
      return style.added;
    case '-':
      return style.dropped;
    case '~':
      return style.changed;
    default:
      return style.faint;
  }
}

void append_line(std::string& out, const Change& change, const Style& style) {
  const char mark = mark_of(change);
  ((out += "  ") += colour_of(mark, style)) += mark;
  ((out += ' ') += line_of(change)) += style.end;
  out += '\n';
}

void append_group(std::string& out, const Group& group, const Style& style) {
  ((out += style.heading) += visible(name_of(group.object))) += style.end;
  const bool has_table =
      group.object.type == ObjectType::index || group.object.type == ObjectType::trigger;
  if (has_table && !group.object.table.text().empty()) {
    append_visible(out += " on ", group.object.table.text());
  }
  out += '\n';
  for (const Change* change : group.changes) append_line(out, *change, style);
  out += '\n';
}

void append_place(std::string& out, const Finding& finding) {
  if (finding.file.empty()) return;
  append_visible(out, finding.file);
  if (finding.line > 0) (out += ':') += std::to_string(finding.line);
  out += ": ";
}

void append_finding(std::string& out, const Finding& finding, const Style& style) {
  const bool grave = finding.severity == Severity::error;
  out += finding.severity == Severity::note ? style.faint : grave ? style.error : style.warning;
  ((out += to_string(finding.severity)) += ": ") += style.end;
  append_visible(out, finding.rule);
  out += ": ";
  append_place(out, finding);
  append_visible(out, about(finding.object) + finding.message);
  out += '\n';
  if (finding.remedy.empty()) return;
  append_visible(out += "  → ", finding.remedy);
  out += '\n';
}

}  // namespace

std::string render_findings(const std::vector<Finding>& findings, const Style& style) {
  std::string out;
  for (const Finding& finding : findings) append_finding(out, finding, style);
  return out;
}

std::string render_changes(const std::vector<Change>& changes, const Style& style) {
  std::string out;
  for (const Group& group : grouped(changes)) append_group(out, group, style);
  return out;
}

std::string render_report_text(const Report& report, const Style& style) {
  std::string out;
  const std::string changes = render_changes(report.changes, style);
  if (!changes.empty()) {
    append_visible(out, report.from);
    append_visible(out += " → ", report.to);
    out += "\n\n";
  }
  out += changes + render_findings(report.findings, style);
  if (!report.findings.empty()) out += '\n';
  return out + count_of(report.changes) + "\n";
}

}  // namespace plumbline
