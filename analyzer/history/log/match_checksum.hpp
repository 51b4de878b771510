#pragma once
// The checksum in a log held against that of the file.
#include "analyzer/history/log/read_log.hpp"

namespace plumbline {

/// What the checksum of one record says of the migration that it names.
ChecksumAnswer compare_checksum(const Runner& runner, const LogRecord& record,
                                const Migration& migration);

/// Whether the checksum goes on from file to file (Atlas), so that a file that is edited changes
/// those of all behind it, and only the first mismatch says something.
bool checksum_runs_on(const Runner& runner);

/// The checksum to write for `migration`, in the version in which the records of the log are; empty
/// where it is not known.
std::string checksum_like(const Runner& runner, const std::vector<LogRecord>& records,
                          const Migration& migration);

}  // namespace plumbline
