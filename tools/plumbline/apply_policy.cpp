#include <algorithm>
#include <utility>

#include "model/error.hpp"
#include "rules/all_rules.hpp"
#include "tools/plumbline/policy.hpp"
#include "tools/plumbline/rule_words.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string place(const std::string& file, int line) {
  return to_string(SourcePosition{file, line, 0});
}

/// About what a policy itself says.
Finding about_policy(const char* rule, Severity severity, const std::string& file, int line,
                     std::string message, std::string remedy) {
  return {rule, severity, {}, file, line, std::move(message), std::move(remedy)};
}

/// A comment cannot answer for itself: severities can.
bool is_about_ignores(const std::string& rule) {
  return rule == "bad-ignore" || rule == "unused-ignore";
}

/// What is wrong with an ignore comment, or nothing.
std::string fault_of(const IgnoreComment& comment) {
  if (!comment.fault.empty()) return comment.fault;
  if (!is_rule(comment.rule)) return no_such_rule(comment.rule);
  if (is_about_ignores(comment.rule)) {
    return comment.rule + " cannot be ignored by a comment; severities: in plumbline.yaml can";
  }
  const bool covers_nothing = comment.first_line == 0 && !comment.whole_file;
  return covers_nothing ? "no statement follows it, so it covers nothing" : "";
}

bool covers(const IgnoreComment& comment, const Finding& finding) {
  if (comment.rule != finding.rule || !fault_of(comment).empty()) return false;
  if (finding.line == 0) return comment.whole_file;
  return finding.line >= comment.first_line && finding.line <= comment.last_line;
}

/// Whether a rule looks at files alone: of any other, another database may have what this one has
/// not.
bool looks_at_files_alone(const std::string& id) {
  return std::ranges::any_of(all_rules(), [&](const Rule* rule) {
    return rule->id == id && (std::holds_alternative<TrialCheck>(rule->check) ||
                              std::holds_alternative<FoundWhileReading>(rule->check));
  });
}

std::string normal(const std::string& file) { return fs::path(file).lexically_normal().string(); }

bool is_of_file(const Finding& finding, const std::string& file) {
  if (finding.file.empty()) return false;
  return finding.file == file || normal(finding.file) == normal(file);
}

class Sorting {
 public:
  explicit Sorting(const Policy& policy) : policy_(policy) {}

  void add(Finding finding) {
    const auto choice = policy_.severities.find(finding.rule);
    if (choice != policy_.severities.end() && choice->second.severity) {
      finding.severity = *choice->second.severity;
    }
    findings_.push_back(std::move(finding));
  }

  void take_ignored() {
    for (const FileIgnores& file : policy_.ignores) {
      for (const IgnoreComment& comment : file.comments) {
        const auto is_meant = [&](const Finding& finding) {
          return covers(comment, finding) && is_of_file(finding, file.file);
        };
        const bool used = accept_all(is_meant, place(file.file, comment.line), comment.reason);
        judge(comment, file.file, used);
      }
    }
  }

  /// Entries with a message first: each of them covers one finding, the others what is left.
  void take_baseline() {
    for (const bool with_message : {true, false}) {
      for (const BaselineEntry& entry : policy_.baseline.entries) {
        if (entry.message.empty() != with_message) take_entry(entry);
      }
    }
  }

  void take_switched_off() {
    for (const auto& [rule, choice] : policy_.severities) {
      if (choice.severity) continue;
      accept_all([&](const Finding& finding) { return finding.rule == rule; }, choice.by, "");
    }
  }

  void move_to(Report& report) && {
    report.findings = gravest_first(std::move(findings_));
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      for (AcceptedFinding& one : accepted_) {
        if (one.finding.severity == severity) report.accepted.push_back(std::move(one));
      }
    }
  }

 private:
  template <class Predicate>
  bool accept_first(Predicate is_meant, const std::string& by, const std::string& reason) {
    const auto found = std::ranges::find_if(findings_, is_meant);
    if (found == findings_.end()) return false;
    accepted_.push_back({std::move(*found), by, reason});
    findings_.erase(found);
    return true;
  }

  template <class Predicate>
  bool accept_all(Predicate is_meant, const std::string& by, const std::string& reason) {
    std::vector<Finding> kept;
    for (Finding& finding : findings_) {
      if (is_meant(finding)) {
        accepted_.push_back({std::move(finding), by, reason});
      } else {
        kept.push_back(std::move(finding));
      }
    }
    const bool any = kept.size() < findings_.size();
    findings_ = std::move(kept);
    return any;
  }

  void judge(const IgnoreComment& comment, const std::string& file, bool used) {
    const std::string fault = fault_of(comment);
    if (!fault.empty()) {
      add(about_policy("bad-ignore", Severity::warning, file, comment.line,
                       "this comment ignores nothing: " + fault, "mend it or take it out"));
    } else if (!used && policy_.asked.contains(comment.rule) &&
               looks_at_files_alone(comment.rule)) {
      add(about_policy("unused-ignore", Severity::note, file, comment.line,
                       "there is no " + comment.rule + " here any more", "take the comment out"));
    }
  }

  void take_entry(const BaselineEntry& entry) {
    const auto is_meant = [&](const Finding& finding) {
      return speaks_of(entry, finding, policy_.here);
    };
    const std::string by = place(policy_.baseline.file, entry.line);
    if (std::chrono::sys_days(entry.expires) < std::chrono::sys_days(policy_.today)) {
      tell_stale(entry, "this entry expired on " + to_string(entry.expires),
                 std::ranges::any_of(findings_, is_meant)
                     ? "mend what it speaks of, or decide anew until when it may stay"
                     : "what it speaks of is gone: take it out");
      return;
    }
    const bool used = entry.message.empty() ? accept_all(is_meant, by, entry.reason)
                                            : accept_first(is_meant, by, entry.reason);
    if (!used) {
      tell_stale(entry, "no finding is what this entry speaks of (" + entry.rule + ")",
                 "take it out");
    }
  }

  void tell_stale(const BaselineEntry& entry, std::string message, std::string remedy) {
    if (!policy_.asked.contains(entry.rule)) return;
    add(about_policy("stale-baseline", Severity::note, policy_.baseline.file, entry.line,
                     std::move(message), std::move(remedy)));
  }

  const Policy& policy_;
  std::vector<Finding> findings_;
  std::vector<AcceptedFinding> accepted_;
};

/// As the exit codes have it: what `check` knows of migrations and drift, it says as findings.
Verdict verdict_of(const Report& report) {
  const bool any_finding = std::ranges::any_of(
      report.findings, [](const Finding& finding) { return finding.severity != Severity::note; });
  const bool is_check = report.forecast.has_value();
  const bool differs = any_drift(report.changes) || !unsettled(report).empty();
  return any_finding || (differs && !is_check) ? Verdict::findings : Verdict::clean;
}

}  // namespace

Report apply_policy(Report report, const Policy& policy) {
  Sorting sorting(policy);
  for (Finding& finding : report.findings) sorting.add(std::move(finding));
  sorting.take_ignored();
  sorting.take_baseline();
  sorting.take_switched_off();
  std::move(sorting).move_to(report);
  report.verdict = verdict_of(report);
  return report;
}

}  // namespace plumbline
