#pragma once
// plumbline.yaml: what a project would otherwise write behind every command.
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/options.hpp"
#include "model/request.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// What such a file says; what it leaves out is empty. Paths are as the program can open them.
struct Settings {
  std::string file;
  std::string database, target, migrations, baseline;
  LogChoice log{"", "", ""};
  std::vector<std::string> startup;
  std::vector<std::string> include, exclude;
  std::optional<bool> foreign_keys, show_values;
  std::optional<Runtime> runtime;
  std::optional<Rows> rows;
  std::optional<FailOn> fail_on;
  std::optional<double> deadline_seconds;
  std::map<std::string, std::string> placeholders;
  std::set<Hazard> allow;
  std::vector<Rename> renames;
  std::map<std::string, SeverityChoice> severities;
};

/// `file` is what messages call it and what its relative paths start from. Throws Error(bad_yaml)
/// with line and column.
Settings read_settings(std::string_view yaml, const std::string& file);

/// The plumbline.yaml of `folder` or of the nearest folder above it, by a path from `folder` on:
/// "../plumbline.yaml"; empty where there is none.
std::string find_settings(const std::filesystem::path& folder);

/// The command with what the settings say of its verb and its words do not. Words replace a value
/// and the order of the startup, and add to the other lists. A target never becomes the goal of a
/// repair: only words choose that.
Command with_settings(Command command, const Settings& settings);

/// The same with the file that the command means: that of -c, none under --no-config, else the
/// nearest one. Throws Error(unreadable) or Error(bad_yaml).
Command with_file_of_settings(const Command& command);

}  // namespace plumbline
