#pragma once
// The repairs of a fleet, as files.
#include <string>

#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// Throws Error(failed) where `folder` is neither new nor empty and holds anything but what
/// write_scripts has written.
void require_folder_for_scripts(const std::string& folder);

/// NAME.sql for each repair that is there, NAME.files with the names of its files, one a line, and
/// a list of what was written. What an earlier run has written and this one does not goes. Throws
/// Error(failed).
void write_scripts(const std::string& folder, const Fleet& fleet);

}  // namespace plumbline
