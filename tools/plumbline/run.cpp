#include "tools/plumbline/run.hpp"

#include <algorithm>
#include <filesystem>

#include "analyzer/analyze.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/declare/utf8.hpp"
#include "analyzer/sqlite/leave_no_trace.hpp"
#include "rules/all_rules.hpp"
#include "tools/plumbline/exit_codes.hpp"
#include "tools/plumbline/fleet/run_fleet.hpp"
#include "tools/plumbline/html/render_html.hpp"
#include "tools/plumbline/inputs.hpp"
#include "tools/plumbline/interrupt.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/policy.hpp"
#include "tools/plumbline/progress_bar.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/run_record.hpp"
#include "tools/plumbline/run_repair.hpp"

namespace plumbline {

namespace {

Style style_for(const Command& command) {
  return colours_on_output(command.output) ? coloured_style() : plain_style();
}

std::string render_schema(const Command& command, const Loaded& loaded) {
  switch (command.format) {
    case Format::yaml:
      return write_schema_yaml(loaded.schema, {loaded.name, loaded.taken_at});
    case Format::sql:
      return render_schema_sql(loaded.schema);
    case Format::json:
      return render_schema_json(loaded.schema, loaded.facts);
    case Format::mermaid:
      return render_mermaid(loaded.schema);
    case Format::dot:
      return render_dot(loaded.schema);
    default:
      return render_schema_text(loaded.schema, loaded.facts, style_for(command));
  }
}

int run_inspect(const Command& command) {
  // Text is for reading; what the others give may be taken for the whole schema.
  const std::string& name = command.sources.front();
  const Loaded loaded = command.format == Format::text ? load_what_parses(name, command.options)
                                                       : load(name, command.options);
  tell_notes(loaded.notes);
  write_output(command.output, render_schema(command, loaded));
  if (loaded.incomplete) return report_error(command, *loaded.incomplete);
  return exit_code::nothing_to_report;
}

/// Where the findings of a report will lie as a baseline, as far as the words say.
std::filesystem::path folder_of_baseline(const Command& command) {
  for (const std::string& file : {command.baseline, command.output, command.settings}) {
    if (!file.empty()) return std::filesystem::path(file).parent_path();
  }
  return {};
}

std::string render_report(const Command& command, const Report& report) {
  switch (command.format) {
    case Format::json:
      return render_report_json(report);
    case Format::markdown:
      return render_report_markdown(report);
    case Format::github:
      return render_report_github(report);
    case Format::sarif:
      return render_report_sarif(report);
    case Format::baseline:
      return write_baseline(report.findings, folder_of_baseline(command),
                            std::filesystem::current_path());
    default:
      return render_report_text(report, style_for(command));
  }
}

int run_diff(const Command& command, const Policy& policy) {
  const Report report =
      apply_policy(diff(command.sources[0], command.sources[1], command.options), policy);
  tell_notes(report.notes);
  write_output(command.output, render_report(command, report));
  return exit_code_of_diff(report, command.fail_on);
}

std::string render_status(const Command& command, const Report& report) {
  const std::vector<NextStep> steps = next_steps(report, repair_words(command));
  if (command.format == Format::text) return render_status_text(report, steps, style_for(command));
  if (command.format == Format::markdown) return render_status_markdown(report, steps);
  return render_report(command, report);
}

int run_status(const Command& command, const Policy& policy) {
  const Report report = apply_policy(
      status(command.sources.front(), command.migrations, command.log, command.options, command.to),
      policy);
  tell_notes(report.notes);
  write_output(command.output, render_status(command, report));
  return exit_code_of_status(report, command.fail_on);
}

std::string render_check(const Command& command, const Report& report) {
  const std::vector<NextStep> steps = next_steps_of_check(report, command);
  if (command.format == Format::text) return render_check_text(report, steps, style_for(command));
  if (command.format == Format::markdown) return render_check_markdown(report, steps);
  if (command.format == Format::html) return render_html(report, steps);
  return render_report(command, report);
}

std::string render_audit(const Command& command, const Report& report) {
  if (command.format != Format::text) return render_check(command, report);
  return render_audit_text(report, next_steps_of_check(report, command), style_for(command));
}

std::string render_lint(const Command& command, const Report& report) {
  if (command.format == Format::text) return render_lint_text(report, style_for(command));
  if (command.format == Format::markdown) return render_lint_markdown(report);
  if (command.format == Format::html) return render_html(report, {});
  return render_report(command, report);
}

CheckRequest check_request(const Command& command) {
  return {command.migrations, command.log, command.startup, command.to};
}

int run_check(const Command& command, const Policy& policy) {
  const CheckRequest request = check_request(command);
  const Report report =
      apply_policy(check(command.sources.front(), request, command.options), policy);
  tell_notes(report.notes);
  write_output(command.output, render_check(command, report));
  return exit_code_of_check(report, command.fail_on);
}

int run_lint(const Command& command, const Policy& policy) {
  const Report report =
      apply_policy(lint(command.sources.front(), command.log, command.options), policy);
  tell_notes(report.notes);
  write_output(command.output, render_lint(command, report));
  return exit_code_of_check(report, command.fail_on);
}

int run_audit(const Command& command, const Policy& policy) {
  if (is_fleet(command)) return run_fleet(command, policy);
  const AuditRequest request{check_request(command), command.since};
  Options options = command.options;
  end_on_interrupt();
  if (options.deadline) options.deadline->ended = &interruption();
  Report report;
  {
    ProgressBar bar(error_is_terminal());
    const auto show = [&](const Progress& progress) { bar.show(progress); };
    report = apply_policy(audit(command.sources.front(), request, options, show), policy);
  }
  tell_notes(report.notes);
  write_output(command.output, render_audit(command, report));
  return exit_code_of_audit(report, command.fail_on);
}

int run_explain(const Command& command) {
  const std::optional<std::string> page = rule_page(command.sources.front());
  if (!page) {
    throw Error(Error::Kind::usage, {}, "explain: no rule '" + command.sources.front() + "'");
  }
  write_output(command.output, page->ends_with('\n') ? *page : *page + "\n");
  return exit_code::nothing_to_report;
}

int dispatch(const Command& command, const Policy& policy) {
  switch (command.verb) {
    case Command::Verb::inspect:
      return run_inspect(command);
    case Command::Verb::diff:
      return run_diff(command, policy);
    case Command::Verb::repair:
      return run_repair(command, policy);
    case Command::Verb::explain:
      return run_explain(command);
    case Command::Verb::status:
      return run_status(command, policy);
    case Command::Verb::check:
      return run_check(command, policy);
    case Command::Verb::lint:
      return run_lint(command, policy);
    case Command::Verb::audit:
      return run_audit(command, policy);
    case Command::Verb::record:
      return run_record(command);
  }
  return exit_code::no_answer;
}

Command with_fingerprints_where_shown(Command command) {
  command.options.fingerprints = command.format == Format::json || command.format == Format::html;
  command.options.picture = command.format == Format::html;
  return command;
}

}  // namespace

int run(const Command& command, const Date& today) {
  if (command.verb != Command::Verb::explain) {
    leave_no_trace(command.apply ? Purpose::writing : Purpose::reading);
  }
  // Its -o is a directory, and none of its flags is another verb's.
  if (command.verb == Command::Verb::record) return run_record(command);
  check_output(command.output, files_read(command));
  refuse_idle_flags(command);
  return dispatch(with_fingerprints_where_shown(command), read_policy(command, today));
}

int report_error(const Command& command, const Error& error) {
  write_error("plumbline: " + visible(error.what()) + "\n");
  if (error.kind() == Error::Kind::usage) return exit_code::usage;
  if (command.format == Format::json) {
    const bool plan = command.verb == Command::Verb::repair;
    const std::string json =
        render_error_json(error, plan ? "plumbline.plan/1" : "plumbline.report/1");
    try {
      write_output("", json);
    } catch (const Error&) {
      // Standard output is gone; standard error has said why there is no answer.
      return exit_code::no_answer;
    }
  }
  return exit_code::no_answer;
}

}  // namespace plumbline
