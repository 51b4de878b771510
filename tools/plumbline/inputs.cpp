#include "tools/plumbline/inputs.hpp"

#include <algorithm>
#include <filesystem>

#include "model/error.hpp"
#include "tools/plumbline/command_line_flags.hpp"

namespace plumbline {

namespace {

std::vector<std::string> all_sources(const Command& command) {
  std::vector<std::string> sources = command.sources;
  for (const std::string& source : {command.to, command.migrations}) {
    if (!source.empty()) sources.push_back(source);
  }
  return sources;
}

void refuse_idle_startup(const Command& command) {
  if (!command.given.contains("--startup") || command.verb == Command::Verb::check) return;
  throw Error(Error::Kind::usage, {},
              to_string(command.verb) + ": --startup is what check runs; nothing here does");
}

void refuse_idle_placeholders(const Command& command) {
  if (!command.given.contains("--set") || !command.migrations.empty()) return;
  const bool any = std::ranges::any_of(all_sources(command), [](const std::string& source) {
    std::error_code error;
    return std::filesystem::is_directory(source, error);
  });
  if (any) return;
  throw Error(Error::Kind::usage, {},
              to_string(command.verb) +
                  ": --set fills placeholders of migrations, and no "
                  "directory of them is named");
}

void refuse_to_write_through(const Command& command) {
  if (!command.apply || command.options.via.empty()) return;
  throw Error(Error::Kind::usage, {},
              "repair: --apply needs the file itself: through --via a database is only read; run "
              "the script there");
}

/// The platform has the database open, and only its own batch is a transaction that it knows of.
void refuse_to_write_for_platform(const Command& command) {
  const auto& runtime = command.options.runtime;
  if (!command.apply || !runtime || runtime->engine == Runtime::Engine::sqlite) return;
  throw Error(Error::Kind::usage, {},
              "repair: --apply does not run what is written for " + to_string(*runtime) +
                  ": run the script there, as its first lines say; for a file that nobody else has "
                  "open leave --runtime out");
}

/// It takes the place of a source: one more word would be read by nobody.
void refuse_source_beside_via(const Command& command) {
  const std::size_t wanted = names_of_sources(command.verb).size();
  if (command.options.via.empty() || command.sources.size() <= wanted) return;
  throw Error(Error::Kind::usage, {},
              to_string(command.verb) + ": '" + command.sources.back() +
                  "' is not expected here: --via names the database");
}

}  // namespace

std::vector<std::string> files_read(const Command& command) {
  std::vector<std::string> files = all_sources(command);
  files.insert(files.end(), command.startup.begin(), command.startup.end());
  for (const std::string& file : {command.baseline, command.settings}) {
    std::error_code failure;  // the first baseline is written where settings say that it is
    if (std::filesystem::exists(file, failure)) files.push_back(file);
  }
  return files;
}

void refuse_idle_flags(const Command& command) {
  refuse_idle_placeholders(command);
  refuse_idle_startup(command);
  refuse_to_write_through(command);
  refuse_to_write_for_platform(command);
  refuse_source_beside_via(command);
}

}  // namespace plumbline
