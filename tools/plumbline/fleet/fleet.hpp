#pragma once
// Many databases and what is so of them, as values.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "tools/plumbline/next_step.hpp"

namespace plumbline {

/// Size and time of the last change, of the file and of its -wal (0 where it has none): as long as
/// they are the same, so is the answer.
using FileStamp = std::array<std::int64_t, 4>;

struct FleetFile {
  std::string path;
  FileStamp stamp{};
  std::string answer;  ///< the id of a FleetAnswer; empty where there is none, and then …
  std::string error;   ///< … why not
  std::string note;    ///< how it was read, where that is worth knowing
  auto operator<=>(const FleetFile&) const = default;
};

/// The worst that is so, from what nobody has to look at.
enum class FleetGravity { settled, note, warning, error };

/// A repair that was proven on every file it is for, or why there is none.
struct FleetRepair {
  std::string name;                   ///< of its file, without the extension
  std::string script;                 ///< empty where it was refused
  std::vector<std::string> refusals;  ///< "reason → remedy"
};

/// What is so of every file that names it.
struct FleetAnswer {
  std::string id;      ///< of the state and of the answer
  std::string state;   ///< DatabaseState::key
  std::string schema;  ///< its fingerprint
  std::string of;      ///< the first of its files: messages and counts of rows are of this one
  bool each = false;   ///< each file was asked by itself; else the first, for all
  bool tried = false;  ///< pending migrations were tried on the rows of the first
  bool complete = true;
  FleetGravity gravity = FleetGravity::settled;
  std::string label;  ///< "at 0042", "partial 0042 (2/4)", "drifted"
  std::string headline;
  std::vector<Finding> findings;
  std::vector<NextStep> steps;
  std::string report;  ///< plumbline.report/1, on one line
  std::optional<FleetRepair> repair;
};

struct Fleet {
  std::string question;  ///< digest of what was asked: migrations, target, options
  bool by_data = false;  ///< the rows of every file were held against its constraints
  bool complete = true;  ///< else some are left, `left` of them where that is known
  std::int64_t left = 0;
  std::string why;  ///< of not complete
  std::map<std::string, FleetAnswer> answers;
  std::vector<FleetFile> files;  ///< by path
};

}  // namespace plumbline
