#pragma once
// A repair as values: the statements, why each is there, and what it can lose.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

/// What is lost or changed. A closed vocabulary: --allow takes these words.
enum class Hazard {
  drop_table,
  drop_column,
  delete_rows,
  fill_null,
  convert_value,
  change_collation,
  reset_sequence,
  renumber_rowid,
};
std::string to_string(Hazard hazard);
std::optional<Hazard> hazard_named(const std::string& word);
const std::vector<Hazard>& all_hazards();

struct HazardNote {
  Hazard hazard;
  Identifier table;
  std::optional<Identifier> column;
  std::int64_t rows = 0;  ///< how many rows it touches
};

/// Whether the stored text of a table holds these words afterwards.
struct TextPromise {
  Identifier table;
  std::string words;
  bool held = true;
};

/// One SQL statement without its semicolon.
struct Statement {
  std::string sql;
  std::string why;
  std::vector<HazardNote> hazards;
  /// For a statement that only a newer SQLite than the one at hand has: what leads to the same
  /// here, and is proven in its place.
  std::vector<std::string> instead = {};
  std::optional<TextPromise> leaves = {};  ///< how a change shows that columns do not tell
};
/// What to run with the SQLite at hand.
std::vector<std::string> run_here(const Statement& statement);

/// Something that stops a plan. Where `allow` is set, that --allow flag would lift it.
struct Refusal {
  ObjectRef object;
  std::string reason;
  std::string remedy;
  std::optional<HazardNote> allow;
};

/// What running a plan costs beyond the schema itself.
struct Cost {
  std::int64_t rows_rewritten = 0;
  std::int64_t bytes_needed = 0;
};

/// A proven script. `statements` is the whole of it in order, guards and pragmas included;
/// no statements: there is nothing to do.
struct Plan {
  std::vector<Statement> statements;
  std::string starts_from;  ///< fingerprint of the schema it was made for
  std::string ends_at;      ///< fingerprint of the schema it leaves; empty where the words of it
                            ///< are left to a newer SQLite
  std::vector<HazardNote> hazards;
  Cost cost;
  std::vector<std::string> header;  ///< lines of commentary that lead the script
  std::string proven_on;            ///< "full" or "sample": which rows the proof ran on
};

struct Refused {
  std::vector<Refusal> refusals;
};

using Planning = std::variant<Plan, Refused>;

}  // namespace plumbline
