#pragma once
// A fleet as JSON Lines (https://jsonlines.org), which can be written while it is asked, gone on
// with, and put together with those of other machines.
//
// A header; each file on a line of its own, and before the first with an answer that answer; an
// end.
#include <string>
#include <string_view>

#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

std::string line_of_header(const Fleet& fleet);
std::string line_of(const FleetAnswer& answer);
std::string line_of(const FleetFile& file);
std::string line_of_end(const Fleet& fleet);

/// The whole of it.
std::string render_fleet_lines(const Fleet& fleet);

/// What `text`, the lines in the file `name`, says. Behind a line that was not finished it is not
/// complete, as where there is no end. Several headers may follow one another: the lines of several
/// runs in one file. Throws Error(unreadable) with the line for anything else.
Fleet read_fleet_lines(std::string_view text, const std::string& name);

/// The union of both: what both have is there once. Throws Error(unreadable) where they answer
/// different questions; `name` is what the error calls `more`.
Fleet merged(Fleet fleet, Fleet more, const std::string& name);

}  // namespace plumbline
