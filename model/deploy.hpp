#pragma once
// All that is known before a deploy, as facts: what the rules about the next start look at.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/forecast.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct Deploy {
  Forecast forecast;
  std::set<Hazard> allow;  ///< what may be lost, as the user said
  std::string declared;    ///< the declared schema, as the user named it; empty: none
  std::string migrations;  ///< the directory; empty: none
  /// What a fresh database built by the migrations lacks to be as declared.
  std::vector<Change> declared_against_migrations;
  /// Where the start fails at a file of SQL and would not, ran the migrations first: that file.
  std::string runs_too_early;
};

}  // namespace plumbline
