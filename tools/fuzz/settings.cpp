// The files of a team: plumbline.yaml, baselines, and the words of the command line.
#include "tools/plumbline/settings.hpp"

#include "tools/fuzz/harness.hpp"
#include "tools/plumbline/baseline.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

Finding finding_of(const BaselineEntry& entry) {
  Finding finding;
  finding.rule = entry.rule;
  finding.message = entry.message;
  finding.file = entry.file;
  return finding;
}

void look_at_settings(std::string_view text) {
  const Settings settings = read_settings(text, "plumbline.yaml");
  for (const auto verb : {Command::Verb::diff, Command::Verb::status, Command::Verb::check,
                          Command::Verb::repair, Command::Verb::lint}) {
    Command command;
    command.verb = verb;
    missing_words(with_settings(command, settings));
  }
}

void look_at_baseline(std::string_view text) {
  std::vector<Finding> findings;
  for (const BaselineEntry& entry : read_baseline(text, "baseline.yaml").entries) {
    findings.push_back(finding_of(entry));
    speaks_of(entry, findings.back(), "");
    demand(date_named(to_string(entry.expires)) == entry.expires, "a day comes back as it was");
  }
  // Every key is there: what is left to fill in are a reason and a day.
  answers([&] { read_baseline(write_baseline(findings, "", ""), "baseline.yaml"); });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Making the command line's grammar takes longer than all the rest: only for what looks like one.
void look_at_words(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  const bool verb =
      !words.front().empty() &&
      words.front().find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  if (verb) parse_command_line(words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of_input(data, size);
  answers([&] { look_at_settings(text); });
  answers([&] { look_at_baseline(text); });
  answers([&] { look_at_words(text); });
  answers([&] { date_of_epoch(std::string(text)); });
  return 0;
}
