#include <algorithm>

#include "rules/all_rules.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string object_name(const ObjectRef& object) {
  return object.type == ObjectType::database ? "" : name_of(object);
}

/// The fields of finding.mustache.
PageData finding_data(const Finding& finding) {
  const std::string place = file_and_line(finding.file, finding.line);
  const std::string object = object_name(finding.object);
  return fields({{"rule", text_data(finding.rule)},
                 {"severity", text_data(to_string(finding.severity))},
                 {"severity_tone", text_data(tone_of(finding.severity))},
                 {"has_object", PageData(!object.empty())},
                 {"object", text_data(object)},
                 {"has_place", PageData(!place.empty())},
                 {"place", text_data(place)},
                 {"message", text_data(finding.message)},
                 {"has_remedy", PageData(!finding.remedy.empty())},
                 {"remedy", text_data(finding.remedy)}});
}

PageData severity_switches(const std::vector<Finding>& findings) {
  struct Switch {
    Severity severity;
    std::ptrdiff_t count;
  };
  std::vector<Switch> switches;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::ranges::count(findings, severity, &Finding::severity);
    if (count > 0) switches.push_back({severity, count});
  }
  return list_data(switches, [](const Switch& one) {
    const auto count = static_cast<std::size_t>(one.count);
    return fields({{"severity", text_data(to_string(one.severity))},
                   {"severity_words", text_data(plural(count, to_string(one.severity)))}});
  });
}

}  // namespace

std::string tone_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "bad";
    case Severity::warning:
      return "look";
    case Severity::note:
      break;
  }
  return "open";
}

PageData findings_section(const Report& report) {
  const std::vector<Finding> findings = gravest_first(report.findings);
  return fields({{"any", PageData(!findings.empty())},
                 {"count", text_data(std::to_string(findings.size()))},
                 {"switches", severity_switches(findings)},
                 {"findings", list_data(findings, finding_data)}});
}

PageData accepted_section(const Report& report) {
  return fields({{"any", PageData(!report.accepted.empty())},
                 {"count", text_data(std::to_string(report.accepted.size()))},
                 {"accepted", list_data(report.accepted, [](const AcceptedFinding& one) {
                    PageData data = finding_data(one.finding);
                    data["by"] = text_data(one.by);
                    data["has_reason"] = PageData(!one.reason.empty());
                    data["reason"] = text_data(one.reason);
                    return data;
                  })}});
}

}  // namespace plumbline
