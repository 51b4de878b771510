#pragma once
// A history put on disk, whole or not at all.
#include <filesystem>
#include <map>
#include <string>

#include "analyzer/history/recorded/history_yaml.hpp"

namespace plumbline {

/// Where a history can be written: asked before the work. The path, absolute and without links;
/// throws Error(failed) where `output` is a file, holds something, or has no folder to be in.
std::filesystem::path place_for_history(const std::filesystem::path& output);

/// "0016-016_api_tokens.yaml": the position (1-based) and what of the key fits any file system.
std::string snapshot_file_name(std::size_t position, const std::string& key);

/// Writes history.yaml and the snapshots (by file name) into a folder beside `place`, which then
/// takes its name. Throws Error(failed), leaving nothing behind.
void write_history(const std::filesystem::path& place, const HistoryFile& history,
                   const std::map<std::string, std::string>& snapshots);

}  // namespace plumbline
