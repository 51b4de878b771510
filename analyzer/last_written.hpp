#pragma once
// When a database was written to for the last time: what dates a snapshot of it, so that the same
// file gives the same bytes.
#include <filesystem>
#include <string>

namespace plumbline {

/// "2026-10-01T08:00:00Z", of the file or of its -wal, whichever is later; empty where neither can
/// be asked.
std::string last_written(const std::filesystem::path& database);

}  // namespace plumbline
