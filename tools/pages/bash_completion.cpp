#include <algorithm>
#include <map>

#include "tools/pages/pages.hpp"
#include "tools/pages/value_words.hpp"

namespace plumbline {

namespace {

/// bash takes a word apart at = and :, so "--format=js" arrives as three.
constexpr const char* head = R"(# bash completion for plumbline, made from its own flags

_plumbline_words() { # _plumbline_words WORDS: those that the word begins with
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_plumbline_list() { # the same, of a list with commas
  local before=
  [[ $cur == *,* ]] && before=${cur%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${cur##*,}")
  compopt -o nospace 2>/dev/null
}

_plumbline_files() { # _plumbline_files -f|-d
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}

_plumbline() {
  local cur=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} verb= word i
  if [[ $cur == "=" ]]; then
    cur=
  elif [[ $flag == "=" ]]; then
    flag=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -- ]]; then
      compopt -o bashdefault -o default 2>/dev/null
      return
    fi
    [[ -n $verb || $word == -* ]] || verb=$word
  done
)";

std::string action(const ValueWords& values) {
  const std::string words = joined(values.words);
  std::string text;
  if (!words.empty()) {
    text = std::string(values.list ? "_plumbline_list" : "_plumbline_words") + " '" + words + "'; ";
  }
  if (values.kind == ValueWords::Kind::file) text += "_plumbline_files -f; ";
  if (values.kind == ValueWords::Kind::directory) text += "_plumbline_files -d; ";
  return text;
}

/// What a flag takes, by verb.
using ActionsOfFlag = std::map<std::string, std::string>;

std::map<std::string, ActionsOfFlag> actions_of_flags(const std::vector<VerbWords>& verbs) {
  std::map<std::string, ActionsOfFlag> flags;
  for (const VerbWords& verb : verbs) {
    for (const FlagWords& flag : verb.flags) {
      if (flag.value.empty()) continue;
      for (const std::string& name : flag.names) {
        flags[name][verb.name] = action(values_of(flag.value));
      }
    }
  }
  return flags;
}

bool all_alike(const ActionsOfFlag& actions) {
  return std::ranges::all_of(
      actions, [&](const auto& entry) { return entry.second == actions.begin()->second; });
}

/// The verb is named only where it makes a difference.
std::string values_of_flags(const std::vector<VerbWords>& verbs) {
  std::map<std::string, std::vector<std::string>> places;
  for (const auto& [flag, actions] : actions_of_flags(verbs)) {
    if (all_alike(actions)) {
      places[actions.begin()->second].push_back("*:" + flag);
      continue;
    }
    for (const auto& [verb, what] : actions) places[what].push_back(verb + ":" + flag);
  }
  std::string text = "  case $verb:$flag in\n";
  for (const auto& [what, where] : places) {
    text += "    " + joined(where, " | ") + ") " + what + "return ;;\n";
  }
  return text + "  esac\n";
}

std::string flags_of(const VerbWords& verb) {
  std::vector<std::string> names;
  for (const FlagWords& flag : verb.flags) {
    names.insert(names.end(), flag.names.begin(), flag.names.end());
  }
  return joined(names);
}

std::string flags_of_verbs(const std::vector<VerbWords>& verbs) {
  std::string text = "  if [[ $cur == -* ]]; then\n    case $verb in\n";
  for (const VerbWords& verb : verbs) {
    text += "      " + verb.name + ") _plumbline_words '" + flags_of(verb) + "' ;;\n";
  }
  return text + "      '') _plumbline_words '-h --help --version' ;;\n    esac\n    return\n  fi\n";
}

std::string sources_of_verbs(const std::vector<VerbWords>& verbs) {
  std::vector<std::string> names;
  std::string cases;
  for (const VerbWords& verb : verbs) {
    names.push_back(verb.name);
    if (verb.sources.empty()) continue;
    cases += "    " + verb.name + ") " + action(values_of(verb.sources.front().name)) + ";;\n";
  }
  return "  case $verb in\n    '') _plumbline_words '" + joined(names) + "' ;;\n" + cases +
         "  esac\n";
}

}  // namespace

std::string bash_completion(const std::vector<VerbWords>& verbs) {
  return head + values_of_flags(verbs) + flags_of_verbs(verbs) + sources_of_verbs(verbs) +
         "}\n\ncomplete -F _plumbline plumbline\n";
}

}  // namespace plumbline
