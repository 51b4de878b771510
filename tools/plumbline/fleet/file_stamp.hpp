#pragma once
#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// The stamp of the file as it is now; zeros where it is not there.
FileStamp stamp_of(const std::string& file);

}  // namespace plumbline
