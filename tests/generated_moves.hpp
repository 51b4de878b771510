#pragma once
// Moves: a few statements that belong together, made for the schema that a database has by then.
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "tests/generated_model.hpp"

namespace plumbline::generated {

using Statements = std::vector<std::string>;

struct LiveColumn {
  std::string name, type;
  bool key = false;     ///< part of the primary key
  bool stored = false;  ///< not generated
};

/// The database as the migrations so far have left it, and the dice.
class World {
 public:
  World(const Connection& database, Rng& rng) : database_(&database), rng_(&rng) {}

  Rng& rng() const { return *rng_; }
  /// Names of ordinary tables; of views, triggers and indexes.
  std::vector<std::string> tables() const;
  std::vector<std::string> names_of(const std::string& type) const;
  /// One of them; empty where there is none.
  std::string table() const;
  std::vector<LiveColumn> columns(const std::string& table) const;
  std::vector<LiveColumn> stored_columns(const std::string& table) const;
  /// A stored column, no key where there is another.
  LiveColumn column(const std::string& table) const;
  std::string text_of(const std::string& table) const;
  std::string fresh_name(const std::string& stem) const;

 private:
  const Connection* database_;
  Rng* rng_;
};

/// A literal of the small stock that goes with a type.
std::string value_for(const std::string& type, Rng& rng);
/// "a, b": names one after another.
std::string list_of(const std::vector<LiveColumn>& columns);
/// A CREATE TABLE with constraints of all kinds.
std::string create_table(const World& world, const std::string& name);

// Each gives the statements of one move; none where the schema has nothing for it.
Statements schema_move(const World& world);
Statements rebuild_move(const World& world);
Statements insert_move(const World& world);
Statements data_move(const World& world);

}  // namespace plumbline::generated
