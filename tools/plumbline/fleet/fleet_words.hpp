#pragma once
// A fleet in words, for all its renderers. Names are as they are: a renderer makes them safe.
#include <chrono>
#include <string>
#include <vector>

#include "analyzer/progress.hpp"
#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// Files with one answer.
struct FleetGroup {
  const FleetAnswer* answer = nullptr;
  std::vector<const FleetFile*> files;  ///< by path
};

/// The gravest first, then the largest.
std::vector<FleetGroup> groups_of(const Fleet& fleet);

/// Its label; with its schema where other groups have the same one.
std::string title_among(const std::vector<FleetGroup>& groups, const FleetAnswer& answer);

std::vector<const FleetFile*> not_answered(const Fleet& fleet);

/// "10 000": digits by threes.
std::string grouped(std::size_t number);

/// "3 databases"
std::string databases(std::size_t number);

/// "1 204 at 0042 · 31 partial 0042 (2/4) · 2 drifted · 1 not answered"
std::string headline_of(const Fleet& fleet);

/// "a.db, b.db, c.db and 28 more"
std::string first_names(const FleetGroup& group);

/// What was asked of every file, and what of the first of each state only.
std::vector<std::string> what_was_asked(const Fleet& fleet);

/// How files were read, with how many: "3: a private copy was read".
std::vector<std::string> notes_of(const Fleet& fleet);

/// "databases, about 12 s left"
Progress progress_of(std::size_t done, std::size_t total, std::chrono::duration<double> taken);

/// Why the answer is not whole; empty where it is.
std::string what_is_left(const Fleet& fleet);

/// The findings of all groups, each with the files that it is of; where it is about no file of SQL,
/// it is about the first of these.
std::vector<Finding> findings_of(const Fleet& fleet);

}  // namespace plumbline
