#pragma once
// A plan is not a plan until it has run: on a shadow, with the live schema and rows, once.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/plan/step.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "model/options.hpp"

namespace plumbline {

/// A table whose kept rows must read the same before and after. Both are SELECTs.
struct ContentPromise {
  Identifier table;
  std::string after;
  std::string digest;  ///< of the rows before
};

/// What was true of the shadow, renames made, before the plan ran.
struct Before {
  std::vector<ContentPromise> contents;
  std::map<Identifier, std::multiset<Violation>> violations;  ///< of tables that can be checked
  std::set<Identifier> unchecked;  ///< tables whose foreign keys SQLite cannot check
  std::map<Identifier, std::set<std::string>> complaints;
  Cost cost;
};

Before look_before(const Connection& shadow, const Schema& live, const Schema& target,
                   const Draft& draft);

/// The views, triggers and virtual tables that do not work, before any rename: "view v".
std::set<std::string> broken_before(const Connection& shadow, const Schema& live);

struct ProofInput {
  const Connection& shadow;  ///< the live database as it is: no rename made
  const Schema& live;        ///< before the renames …
  const Schema& renamed;     ///< … and behind them
  const Schema& target;
  const std::vector<Statement>& renames;
  const Draft& draft;
  const Before& before;
  const std::set<std::string>& broken;  ///< broken_before()
  const Options& options;
  const LogWork& log;
};

struct Proof {
  std::vector<Statement> statements;  ///< the whole script
  std::string ends_at;
  std::vector<Refusal> refusals;           ///< why it is no plan, if it is none
  std::optional<Identifier> alter_failed;  ///< ALTER of this table failed: rebuild it instead
};

Proof prove(const ProofInput& input);

}  // namespace plumbline
