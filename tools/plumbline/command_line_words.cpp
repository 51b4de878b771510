#include "tools/plumbline/command_line_words.hpp"

#include <CLI/CLI.hpp>

#include "tools/plumbline/command_line_flags.hpp"

namespace plumbline {

namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

bool repeats(const CLI::Option& option) {
  return option.get_items_expected_max() > 0 && option.get_expected_max() > 1;
}

VerbWords words_of(const CLI::App& app) {
  VerbWords verb = {app.get_name(), app.get_description(), app.get_footer(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    const std::string help = option->get_description();
    const std::string value = option->get_type_size() == 0 ? "" : option->get_type_name();
    if (option->nonpositional()) {
      verb.flags.push_back(
          {names_of(*option), value, help, repeats(*option), option->get_required()});
    } else {
      verb.sources.push_back(
          {option->get_name(true), help, repeats(*option), option->get_required()});
    }
  }
  return verb;
}

}  // namespace

std::vector<VerbWords> command_line_words() {
  CLI::App app;
  Command command;
  RawFlags raw;
  std::vector<VerbWords> verbs;
  for (const VerbFacts& facts : all_verbs()) {
    CLI::App& verb = *app.add_subcommand(to_string(facts.verb), facts.help);
    add_flags(verb, facts, command, raw);
    verbs.push_back(words_of(verb));
  }
  return verbs;
}

}  // namespace plumbline
