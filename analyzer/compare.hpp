#pragma once
// Two sources held against each other, with the renames that somebody told of.
#include <string>
#include <vector>

#include "analyzer/source.hpp"
#include "model/change.hpp"
#include "model/options.hpp"

namespace plumbline {

/// A target states a setting where it sets it; a database always has one, and 0 says nothing.
Source open_target(const std::string& name, const Options& options);

/// Those of the options and those that a YAML target tells.
std::vector<Rename> all_renames(const Source& target, const Options& options);

/// The renames that were told and cannot be made, each with why.
std::vector<std::string> renames_not_made(const Source& from, const Source& to,
                                          const Options& options);

/// The differences when the renames that were told are made: on a shadow, by SQLite.
struct Compared {
  Schema from;
  std::vector<Change> changes;
  std::vector<std::string> notes;
};
Compared compare(const Source& from, const Source& to, const Options& options);

}  // namespace plumbline
