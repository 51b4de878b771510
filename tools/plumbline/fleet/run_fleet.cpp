#include "tools/plumbline/fleet/run_fleet.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "analyzer/declare/read_text.hpp"
#include "tools/plumbline/fleet/ask_fleet.hpp"
#include "tools/plumbline/fleet/file_stamp.hpp"
#include "tools/plumbline/fleet/fleet_exit_code.hpp"
#include "tools/plumbline/fleet/fleet_lines.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/lines_output.hpp"
#include "tools/plumbline/fleet/question_digest.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"
#include "tools/plumbline/fleet/write_scripts.hpp"
#include "tools/plumbline/interrupt.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/progress_bar.hpp"

namespace plumbline {

namespace {

[[noreturn]] void wrong_usage(const std::string& what) {
  throw Error(Error::Kind::usage, {}, "audit: " + what);
}

void require_whole_words(const Command& command) {
  if (command.format == Format::html || command.format == Format::baseline) {
    wrong_usage("--format " + to_string(command.format) +
                " is of one database; of many: text, "
                "json, jsonl, markdown, github, sarif");
  }
  if (command.to == "-") wrong_usage("--to - can be read once only: name a file");
  if (!command.since.empty()) wrong_usage("--since is of one database");
  if (command.merge && command.resume) wrong_usage("--merge asks nothing, so --resume has no use");
  const bool lines = command.format == Format::jsonl && !command.output.empty();
  if (command.resume && !lines) wrong_usage("--resume goes on in a file: --format jsonl -o FILE");
}

int jobs_of(const Command& command) {
  if (command.jobs > 0) return command.jobs;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::string render(const Command& command, const Fleet& fleet) {
  switch (command.format) {
    case Format::json:
      return render_fleet_json(fleet);
    case Format::jsonl:
      return render_fleet_lines(fleet);
    case Format::markdown:
      return render_fleet_markdown(fleet, command.scripts);
    case Format::github:
      return render_fleet_github(fleet);
    case Format::sarif:
      return render_fleet_sarif(fleet);
    default:
      return render_fleet_text(
          fleet, command.scripts,
          colours_on_output(command.output) ? coloured_style() : plain_style());
  }
}

/// How files were read; and of SARIF, which has findings and nothing else, and of lines, which
/// programs read, what they leave unsaid.
void tell_on_error(const Command& command, const Fleet& fleet) {
  tell_notes(notes_of(fleet));
  if (command.format != Format::jsonl && command.format != Format::sarif) return;
  std::vector<std::string> lines = {databases(fleet.files.size()) + ": " + headline_of(fleet)};
  const std::string left = what_is_left(fleet);
  if (!left.empty()) lines.push_back(left);
  tell_notes(lines);
}

/// Of one file that has no answer there is nothing to report: an error, as for any other verb.
/// Lines are to be merged with others, which may have some.
void require_any_answer(const Command& command, const Fleet& fleet) {
  if (command.format == Format::jsonl || fleet.files.size() != 1) return;
  const FleetFile& only = fleet.files.front();
  if (only.answer.empty()) throw Error(Error::Kind::unreadable, {only.path, 0, 0}, only.error);
}

int deliver(const Command& command, const Fleet& fleet, bool written) {
  require_any_answer(command, fleet);
  if (!written) write_output(command.output, render(command, fleet));
  if (!command.scripts.empty()) write_scripts(command.scripts, fleet);
  tell_on_error(command, fleet);
  return exit_code_of_fleet(fleet, command.fail_on);
}

Fleet merged_from(const std::vector<std::string>& files) {
  std::optional<Fleet> fleet;
  for (const std::string& file : files) {
    Fleet more = read_fleet_lines(read_text(file), file);
    fleet = fleet ? merged(std::move(*fleet), std::move(more), file) : std::move(more);
  }
  return std::move(*fleet);
}

/// An answer whose first file has another now, or none, is asked again for the others.
void forget_answers_of_others(Fleet& known) {
  std::set<std::string> stand;
  for (const FleetFile& file : known.files) {
    const auto answer = known.answers.find(file.answer);
    if (answer != known.answers.end() && answer->second.of == file.path) stand.insert(file.answer);
  }
  std::erase_if(known.answers, [&](const auto& entry) { return !stand.contains(entry.first); });
  std::erase_if(known.files, [&](const FleetFile& file) { return !stand.contains(file.answer); });
}

/// What the output has already, as far as it is true of today's files; those without an answer are
/// asked again.
Fleet known_from(const Command& command, const std::vector<std::string>& files,
                 const std::string& question) {
  std::error_code failure;
  Fleet known;
  known.question = question;
  known.by_data = command.data;
  if (!command.resume || !std::filesystem::exists(command.output, failure)) return known;
  Fleet before = read_fleet_lines(read_text(command.output), command.output);
  if (before.question != question) {
    throw Error(Error::Kind::failed, {command.output, 0, 0},
                "--resume: it answers another question (other migrations, another target or other "
                "flags); name another -o, or leave --resume out to begin anew");
  }
  for (FleetFile& file : before.files) {
    if (file.answer.empty() || !std::ranges::binary_search(files, file.path)) continue;
    if (stamp_of(file.path) == file.stamp) known.files.push_back(std::move(file));
  }
  known.answers = std::move(before.answers);
  forget_answers_of_others(known);
  return known;
}

/// The lines of a fleet, without the end.
std::string begun(const Fleet& known) {
  std::string text = render_fleet_lines(known);
  return text.substr(0, text.size() - line_of_end(known).size());
}

std::vector<std::string> without(const std::vector<std::string>& files, const Fleet& known) {
  std::vector<std::string> left;
  std::set<std::string_view> paths;
  for (const FleetFile& file : known.files) paths.insert(file.path);
  std::ranges::copy_if(files, std::back_inserter(left),
                       [&](const std::string& file) { return !paths.contains(file); });
  return left;
}

/// The lines as they come.
class Lines {
 public:
  Lines(const std::string& output, const Fleet& known) : output_(output, begun(known)) {
    for (const auto& [id, answer] : known.answers) told_.insert(id);
  }

  void add(const FleetFile& file, const FleetAnswer* answer) {
    std::string lines;
    if (answer != nullptr && told_.insert(answer->id).second) lines = line_of(*answer);
    output_.write(lines + line_of(file));
  }

  void end(const Fleet& fleet) { output_.write(line_of_end(fleet)); }

 private:
  LinesOutput output_;
  std::set<std::string> told_;
};

Fleet together(Fleet known, Fleet asked, const Listing& listing) {
  asked.question = known.question;
  Fleet fleet = merged(std::move(known), std::move(asked), "");
  for (const Error& error : listing.not_listed) {
    FleetFile folder;
    folder.path = error.where().file;
    folder.error = error.message();
    fleet.files.push_back(std::move(folder));
  }
  std::ranges::sort(fleet.files);
  return fleet;
}

int ask_and_deliver(const Command& command, const Policy& policy) {
  const Listing listing = list_fleet(command);
  require_output_beside(command.output, listing.files);
  const bool lines = command.format == Format::jsonl;
  const Fleet known = known_from(command, listing.files, lines ? digest_of_question(command) : "");
  const FleetQuestion question{command, policy, lines || command.format == Format::json};
  std::optional<Lines> out;
  if (lines) out.emplace(command.output, known);
  const FleetWork work{without(listing.files, known), known.answers, lines, jobs_of(command)};
  Fleet asked;
  {
    ProgressBar bar(error_is_terminal());
    const OnFile tell = [&](const FleetFile& file, const FleetAnswer* answer) {
      if (out) out->add(file, answer);
    };
    asked = ask_fleet(work, question, tell, [&](const Progress& now) { bar.show(now); });
  }
  const Fleet fleet = together(known, std::move(asked), listing);
  if (out) out->end(fleet);
  // What was gone on with is in another order than what was asked in one run.
  const bool in_order = known.files.empty() && listing.not_listed.empty();
  return deliver(command, fleet, lines && (in_order || command.output.empty()));
}

}  // namespace

int run_fleet(const Command& words, const Policy& policy) {
  Command command = words;
  require_whole_words(command);
  if (!command.scripts.empty()) require_folder_for_scripts(command.scripts);
  if (command.merge) return deliver(command, merged_from(command.sources), false);
  end_on_interrupt();
  if (command.options.deadline) command.options.deadline->ended = &interruption();
  command.options.fingerprints = command.format == Format::json || command.format == Format::jsonl;
  return ask_and_deliver(command, policy);
}

}  // namespace plumbline
