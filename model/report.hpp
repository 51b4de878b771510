#pragma once
// All that one run learned; the only thing the renderers see.
#include <optional>
#include <string>
#include <vector>

#include "model/audit.hpp"
#include "model/change.hpp"
#include "model/finding.hpp"
#include "model/forecast.hpp"
#include "model/schema.hpp"
#include "model/status.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// Which database an answer is about.
struct DatabaseFacts {
  std::string path;
  std::string sqlite_version;
  std::int64_t user_version = 0;
  std::string fingerprint;  ///< SHA-256 over the exact text of the schema
  std::string meaning;      ///< SHA-256 over the normalised schema
};

/// A migration that is not safe as it is, and the text that would be.
struct Rewrite {
  std::string migration;
  std::string file;
  SafeText text;
};

enum class Verdict { clean, findings };

struct Report {
  std::string from, to;  ///< the two sources of a diff, as the user named them
  DatabaseFacts database;
  Verdict verdict = Verdict::clean;
  std::vector<LogFacts> logs;               ///< of `status`: the log that was read …
  std::vector<MigrationStatus> migrations;  ///< … each migration, in the order of the directory …
  std::vector<Cut> cuts;                    ///< … and every point that fits the live schema
  bool rows_decide = false;                 ///< schema and log leave open where it stopped
  std::vector<Change> changes;
  std::optional<Forecast> forecast;  ///< of `check`
  std::vector<Finding> findings;
  std::vector<AcceptedFinding> accepted;  ///< left out of `findings` by a policy
  std::vector<Rewrite> rewrites;          ///< of `lint`
  std::optional<Audit> audit;             ///< of `audit`
  std::optional<SchemaPicture> picture;   ///< where the options ask for it
  std::vector<std::string> notes;  ///< how it was read: "private copy", "module vec0 is not here"
};

}  // namespace plumbline
