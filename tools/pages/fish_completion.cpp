#include "tools/pages/pages.hpp"
#include "tools/pages/value_words.hpp"

namespace plumbline {

namespace {

/// https://fishshell.com/docs/current/language.html#quotes
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::string behind(const VerbWords& verb) {
  return "complete -c plumbline -n " + quoted("__fish_seen_subcommand_from " + verb.name);
}

std::string action(const ValueWords& values) {
  std::string words = joined(values.words);
  if (values.list) words = "(__fish_complete_list , \"string split ' ' '" + words + "'\")";
  if (values.kind == ValueWords::Kind::directory) words = "(__fish_complete_directories)";
  const std::string given = words.empty() ? "" : " -a " + quoted(words);
  return values.kind == ValueWords::Kind::file ? given + " -F" : given;
}

std::string line_of(const VerbWords& verb, const FlagWords& flag) {
  std::string line = behind(verb);
  for (const std::string& name : flag.names) {
    const bool is_long = name.starts_with("--");
    line += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
  }
  if (!flag.value.empty()) {
    const ValueWords values = values_of(flag.value);
    line += values.kind == ValueWords::Kind::file ? " -r" : " -x";
    line += action(values);
  }
  return line + " -d " + quoted(flag.help) + "\n";
}

}  // namespace

std::string fish_completion(const std::vector<VerbWords>& verbs) {
  std::string text =
      "# fish completion for plumbline, made from its own flags\n\n"
      "complete -c plumbline -f\n"
      "complete -c plumbline -n __fish_use_subcommand -s h -l help"
      " -d 'Print this help message and exit'\n"
      "complete -c plumbline -n __fish_use_subcommand -l version"
      " -d 'Display program version information and exit'\n";
  for (const VerbWords& verb : verbs) {
    text += "\ncomplete -c plumbline -n __fish_use_subcommand -a " + verb.name + " -d " +
            quoted(verb.help) + "\n";
    for (const FlagWords& flag : verb.flags) text += line_of(verb, flag);
    const std::string given =
        verb.sources.empty() ? "" : action(values_of(verb.sources.front().name));
    if (!given.empty()) text += behind(verb) + given + "\n";
  }
  return text;
}

}  // namespace plumbline
