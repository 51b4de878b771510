#include "tools/pages/pages.hpp"
#include "tools/pages/value_words.hpp"

namespace plumbline {

namespace {

/// Inside the single quotes of a specification: a colon ends a part, a bracket the description.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string action(const ValueWords& values) {
  const std::string words = joined(values.words);
  if (values.list) return "_sequence compadd - " + words;
  if (values.kind == ValueWords::Kind::directory) return "_files -/";
  if (values.kind == ValueWords::Kind::file) {
    if (words.empty()) return "_files";
    return "_alternative \"words:word:(" + words + ")\" \"files:file:_files\"";
  }
  return words.empty() ? " " : "(" + words + ")";
}

/// One line for each spelling: those of one flag exclude each other.
std::string specifications(const FlagWords& flag) {
  const std::string value =
      flag.value.empty() ? "" : ":" + escaped(flag.value) + ":" + action(values_of(flag.value));
  const bool ends = flag.names.back() == "--help" || flag.names.back() == "--version";
  const std::string others = flag.repeats ? "*" : ends ? "(- *)" : "(" + joined(flag.names) + ")";
  std::string text;
  for (const std::string& name : flag.names) {
    text += " \\\n        '" + others + name + "[" + escaped(flag.help) + "]" + value + "'";
  }
  return text;
}

std::string specifications(const SourceWords& source) {
  return " \\\n        '" + std::string(source.repeats ? "*" : "") + ":" + escaped(source.name) +
         ":" + action(values_of(source.name)) + "'";
}

std::string case_of(const VerbWords& verb) {
  std::string text = "    " + verb.name + ")\n      _arguments -s";
  for (const FlagWords& flag : verb.flags) text += specifications(flag);
  for (const SourceWords& source : verb.sources) text += specifications(source);
  if (verb.sources.empty()) text += " \\\n        '*::command:_normal'";
  return text + "\n      ;;\n";
}

}  // namespace

std::string zsh_completion(const std::vector<VerbWords>& verbs) {
  std::string described, cases;
  for (const VerbWords& verb : verbs) {
    described += "    '" + verb.name + ":" + escaped(verb.help) + "'\n";
    cases += case_of(verb);
  }
  return "#compdef plumbline\n"
         "# zsh completion for plumbline, made from its own flags\n\n"
         "_plumbline() {\n"
         "  local curcontext=$curcontext state line\n"
         "  local -a verbs\n"
         "  verbs=(\n" +
         described +
         "  )\n"
         "  _arguments -C '(- *)'{-h,--help}'[Print this help message and exit]' \\\n"
         "    '(- *)--version[Display program version information and exit]' \\\n"
         "    '1:verb:->verb' '*::argument:->arguments' && return\n"
         "  if [[ $state == verb ]]; then\n"
         "    _describe verb verbs\n"
         "    return\n"
         "  fi\n"
         "  case $line[1] in\n" +
         cases +
         "  esac\n"
         "}\n\n"
         "_plumbline \"$@\"\n";
}

}  // namespace plumbline
