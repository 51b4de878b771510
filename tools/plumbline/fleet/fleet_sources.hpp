#pragma once
// What the words of `audit` name: one database, or a fleet.
#include "analyzer/fleet/list_databases.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// Whether the words name more than one database, or may: several, a glob, a directory, a list on
/// standard input, or lines of earlier runs.
bool is_fleet(const Command& command);

/// The files that the words name; "-" is a list on standard input. Throws as list_databases does.
Listing list_fleet(const Command& command);

/// Throws Error(usage) where `-o` names one of the files, or what SQLite keeps beside one.
void require_output_beside(const std::string& output, const std::vector<std::string>& files);

}  // namespace plumbline
