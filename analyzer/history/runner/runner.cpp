#include "analyzer/history/runner/runner.hpp"

#include <algorithm>

#include "analyzer/history/runner/runner_files.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

std::vector<Runner> read_all() {
  std::vector<Runner> runners;
  for (std::size_t i = 0; i < runner_file_count; ++i) {
    runners.push_back(read_runner(runner_files[i].text, runner_files[i].file));
  }
  std::ranges::sort(runners, {}, &Runner::name);
  return runners;
}

/// "golang_migrate" and "Golang-Migrate" are one word.
std::string word_form(const std::string& word) {
  std::string form = ascii_lower(word);
  std::ranges::replace(form, '_', '-');
  return form;
}

bool is_called(const Runner& runner, const std::string& word) {
  return runner.name == word || std::ranges::count(runner.aliases, word) > 0;
}

}  // namespace

const std::vector<Runner>& all_runners() {
  static const std::vector<Runner> runners = read_all();
  return runners;
}

std::vector<const Runner*> runners_named(const std::string& word) {
  const std::string form = word_form(word);
  std::vector<const Runner*> named;
  for (const Runner& runner : all_runners()) {
    if (is_called(runner, form)) named.push_back(&runner);
  }
  return named;
}

}  // namespace plumbline
