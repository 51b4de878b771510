#include <algorithm>

#include "tools/pages/pages.hpp"
#include "tools/pages/roff.hpp"
#include "tools/pages/value_words.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

namespace {

/// Of what is written below. A page has to have a date, and the day of the build would make each
/// build another one.
constexpr const char* last_written = "2026-11-21";

/// A flag of several verbs, told once.
struct SharedFlag {
  FlagWords flag;
  std::vector<std::string> verbs;
};

std::vector<SharedFlag> shared_flags(const std::vector<VerbWords>& verbs) {
  std::vector<SharedFlag> list;
  for (const VerbWords& verb : verbs) {
    for (const FlagWords& flag : verb.flags) {
      const auto known = std::ranges::find(list, flag, &SharedFlag::flag);
      if (known == list.end()) {
        list.push_back({flag, {verb.name}});
      } else {
        known->verbs.push_back(verb.name);
      }
    }
  }
  return list;
}

std::string value_of(const std::string& value) {
  if (value.find('|') == std::string::npos) return italic(value);
  std::string text;
  for (const std::string& word : values_of(value).words) {
    text += (text.empty() ? "" : "|") + bold(word);
  }
  return text;
}

std::string spelling(const FlagWords& flag) {
  std::string text;
  for (const std::string& name : flag.names) text += (text.empty() ? "" : ", ") + bold(name);
  return flag.value.empty() ? text : text + " " + value_of(flag.value);
}

/// "Of all verbs.", "Of check and audit."
std::string places(const std::vector<std::string>& verbs, std::size_t all) {
  if (verbs.size() == all) return "";
  std::string text = "Of ";
  for (std::size_t i = 0; i < verbs.size(); ++i) {
    if (i > 0) text += i + 1 == verbs.size() ? " and " : ", ";
    text += bold(verbs[i]);
  }
  return text + ".\n";
}

std::string sentence(const std::string& help) {
  const bool ends = !help.empty() && (help.back() == '.' || help.back() == '"');
  return roff(help) + (ends ? "" : ".") + "\n";
}

std::string paragraph(const std::string& tag, const std::string& text) {
  return macro("TP") + tag + "\n" + text;
}

std::string options(const std::vector<VerbWords>& verbs) {
  std::string text = macro("SH", "OPTIONS");
  for (const SharedFlag& shared : shared_flags(verbs)) {
    const FlagWords& flag = shared.flag;
    text +=
        paragraph(spelling(flag),
                  sentence(flag.help) + (flag.repeats ? "May be given again.\n" : "") +
                      (flag.required ? "Required.\n" : "") + places(shared.verbs, verbs.size()));
    const ValueWords values = values_of(flag.value);
    const bool told = flag.value.find('|') != std::string::npos;
    if (values.words.size() > 1 && !told && !values.open) {
      text += "One of " + roff(joined(values.words, ", ")) + ".\n";
    }
  }
  return text;
}

std::string source_of(const SourceWords& source) {
  if (source.required) return " " + italic(source.name);
  return " [" + italic(source.name) + "]" + (source.repeats ? "\\&..." : "");
}

/// A footer is written in lines of its own, the examples in it indented.
std::string footer_of(const VerbWords& verb) {
  std::string prose;
  std::string lines;
  for (std::size_t at = 0; at < verb.footer.size();) {
    const std::size_t end = std::min(verb.footer.find('\n', at), verb.footer.size());
    const std::string line = verb.footer.substr(at, end - at);
    (line.starts_with("  ") ? lines : prose) += line + "\n";
    at = end + 1;
  }
  if (prose.empty() && lines.empty()) return "";
  return macro("IP") + roff(prose) +
         (lines.empty() ? "" : example(lines.substr(0, lines.size() - 1)));
}

std::string commands(const std::vector<VerbWords>& verbs) {
  std::string text = macro("SH", "COMMANDS");
  for (const VerbWords& verb : verbs) {
    std::string tag = bold(verb.name);
    std::string sources;
    for (const SourceWords& source : verb.sources) {
      tag += source_of(source);
      sources += italic(source.name) + ": " + sentence(source.help);
    }
    if (verb.sources.empty())
      tag += bold(" -- ") + italic("COMMAND") + " [" + italic("ARG") + "]\\&...";
    text += paragraph(tag, sentence(verb.help) + sources) + footer_of(verb);
  }
  return text;
}

std::string top(const std::vector<VerbWords>& verbs) {
  std::string text = ".\\\" Made by plumbline_pages from the program's own flags.\n";
  text += macro("TH", "PLUMBLINE 1 " + std::string(last_written) + " \"plumbline " +
                          program_version + "\" \"User Commands\"");
  text += macro("SH", "NAME") + "plumbline \\- compares and repairs SQLite schemas\n";
  text += macro("SH", "SYNOPSIS");
  for (const VerbWords& verb : verbs) {
    text += bold("plumbline") + " " + bold(verb.name) + " [" + italic("OPTIONS") + "]";
    for (const SourceWords& source : verb.sources) text += source_of(source);
    if (verb.sources.empty()) text += " " + bold("--") + " " + italic("COMMAND");
    text += "\n" + macro("br");
  }
  text.erase(text.size() - macro("br").size());
  text += macro("SH", "DESCRIPTION");
  text += roff(
      "Says what differs between a live SQLite database and the schema it should have, how far a "
      "migration came before it was cut off, and what the next deploy will do to the rows; and "
      "prints the smallest safe SQL that mends it, proven on a copy of the database first.\n");
  text += macro("PP") + "Nothing but " + bold("repair --apply") +
          " ever writes to a database, and nothing leaves a file beside one.\n";
  return text;
}

std::string exit_statuses() {
  const std::vector<std::pair<int, std::string>> statuses = {
      {exit_code::nothing_to_report, "Nothing to report, or a proven script was printed."},
      {exit_code::no_answer, "No answer could be given."},
      {exit_code::findings, "There are differences, or findings as --fail-on says."},
      {exit_code::refused, "The repair is refused, and nothing was printed."},
      {exit_code::usage, "Wrong usage."}};
  std::string text = macro("SH", "EXIT STATUS");
  for (const auto& [status, meaning] : statuses) {
    text += paragraph(bold(std::to_string(status)), roff(meaning) + "\n");
  }
  return text;
}

std::string surroundings() {
  std::string text = macro("SH", "ENVIRONMENT");
  text += paragraph(bold("NO_COLOR"), "Where it is set, nothing is coloured.\n");
  text += paragraph(bold("TMPDIR"), "Where temporary files go; /tmp where it is not set.\n");
  text += paragraph(bold("SOURCE_DATE_EPOCH"),
                    "The day on which entries of a baseline expire, in place of today.\n");
  text += macro("SH", "FILES");
  text += paragraph(bold("plumbline.yaml"),
                    roff("Settings of a project: what would otherwise stand behind every command. "
                         "Looked for in the current directory and those above it; --config names "
                         "another.\n"));
  return text;
}

std::string examples() {
  std::string text = macro("SH", "EXAMPLES");
  text += "What differs between a database and its declared schema:\n";
  text += example("plumbline diff app.db schema.sql");
  text += macro("PP") + "Which migrations and which of their statements have run:\n";
  text += example("plumbline status app.db -d migrations");
  text += macro("PP") + "The rest of a half-done migration and its log row:\n";
  text += example(
      "plumbline repair app.db -d migrations > repair.sql\n"
      "sqlite3 -bail app.db < repair.sql");
  text += macro("PP") + "Whether the next deploy is safe for this very database:\n";
  text += example("plumbline check app.db -d migrations");
  return text;
}

std::string rules() {
  return macro("SH", "RULES") + "The pages that " + bold("plumbline explain") +
         " prints: " + roff(joined(values_of("RULE").words, ", ")) + ".\n";
}

}  // namespace

std::string man_page(const std::vector<VerbWords>& verbs) {
  return top(verbs) + commands(verbs) + options(verbs) + exit_statuses() + surroundings() +
         examples() + rules() + macro("SH", "SEE ALSO") + macro("BR", "sqlite3 (1)");
}

}  // namespace plumbline
