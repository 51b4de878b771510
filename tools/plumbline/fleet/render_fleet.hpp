#pragma once
// A fleet as text for each of the formats; as lines it is in fleet_lines.hpp.
#include <string>

#include "tools/plumbline/fleet/fleet.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

/// `scripts`: the directory that the repairs went to; empty where none was named.
std::string render_fleet_text(const Fleet& fleet, const std::string& scripts, const Style& style);
/// "plumbline.fleet/1"
std::string render_fleet_json(const Fleet& fleet);
/// At most 65,536 characters.
std::string render_fleet_markdown(const Fleet& fleet, const std::string& scripts);
/// A finding of each state, with its files; the formats are those of one report.
std::string render_fleet_github(const Fleet& fleet);
std::string render_fleet_sarif(const Fleet& fleet);

}  // namespace plumbline
