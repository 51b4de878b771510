#pragma once
// A history while it is being recorded.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/recorded/history_yaml.hpp"
#include "analyzer/history/recorded/prove_trace.hpp"
#include "analyzer/history/recorded/scratch_log.hpp"
#include "model/options.hpp"

namespace plumbline {

/// What is known after some runs of the command.
struct Recording {
  HistoryFile history;
  std::map<std::string, std::string> snapshots;  ///< by file name
  std::set<std::string> seen;                    ///< keys that are in `history`
  Schema last_schema;                            ///< behind the last record
  bool began_empty = true;  ///< false: what the first migration ran is not all that is there
  std::vector<std::string> notes;
};

/// "1 migration", "3 migrations"
std::string count_of(std::size_t migrations);

/// The first thing that `to` means otherwise than `from`; empty where there is none.
std::string drift_between(const Schema& from, const Schema& to);

/// Adds what one run recorded. Where `told` does not tell them apart, the last of `keys` gets the
/// snapshot. Throws Error(failed) for a snapshot that does not read back to its schema.
void add_step(const std::vector<std::string>& keys, const ScratchState& state,
              const ProvenRun& told, const Options& options, Recording& recording);

}  // namespace plumbline
