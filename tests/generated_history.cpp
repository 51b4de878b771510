#include "tests/generated_history.hpp"

#include <algorithm>

#include "tests/generated_moves.hpp"

namespace plumbline {

namespace {

using generated::Rng;
using generated::Statements;
using generated::World;

class HistoryMaker {
 public:
  explicit HistoryMaker(std::uint64_t seed)
      : rng_(seed), database_(Connection::in_memory("generated")), world_(database_, rng_) {}

  GeneratedHistory make() {
    GeneratedHistory history;
    history.foreign_keys = rng_.percent(70);
    database_.execute(history.foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
    history.migrations.push_back(first_migration());
    for (int n = rng_.between(2, 4); n > 0; --n) {
      Statements migration = next_migration();
      if (!migration.empty()) history.migrations.push_back(std::move(migration));
    }
    return history;
  }

 private:
  /// Keeps what SQLite takes as a whole.
  void attempt(const Statements& move, Statements& migration) {
    database_.execute("SAVEPOINT attempt");
    for (const std::string& sql : move) {
      const auto failure = database_.try_execute(sql);
      if (!failure) continue;
      if (!database_.in_transaction()) return;
      database_.execute("ROLLBACK TO attempt; RELEASE attempt");
      return;
    }
    if (database_.try_execute("RELEASE attempt")) {
      database_.execute("ROLLBACK");
      return;
    }
    database_.try_execute("DROP TABLE IF EXISTS temp.keep");
    migration.insert(migration.end(), move.begin(), move.end());
  }

  Statements first_migration() {
    static const std::vector<std::string> names = {"users", "posts", "tags"};
    Statements migration;
    const std::size_t tables = 1 + rng_.below(names.size());
    for (std::size_t i = 0; i < tables; ++i) {
      attempt({generated::create_table(world_, names[i])}, migration);
    }
    for (int n = rng_.between(0, 3); n > 0; --n) attempt(generated::insert_move(world_), migration);
    return migration;
  }

  Statements next_migration() {
    Statements migration;
    for (int n = rng_.between(1, 3); n > 0; --n) {
      const std::size_t begin = migration.size();
      attempt(any_move(), migration);
      if (rng_.percent(10)) put_in_transaction(migration, begin);
    }
    if (!migration.empty() && rng_.percent(5)) attempt({rng_.pick(migration)}, migration);
    if (rng_.percent(7)) put_in_transaction(migration, 0);
    return migration;
  }

  Statements any_move() {
    const std::size_t kind = rng_.below(10);
    if (kind < 3) return generated::schema_move(world_);
    if (kind < 5) return generated::rebuild_move(world_);
    if (kind < 7) return generated::insert_move(world_);
    return generated::data_move(world_);
  }

  /// From statement `begin` on; a file that has one already is left as it is.
  void put_in_transaction(Statements& migration, std::size_t begin) {
    if (begin == migration.size() || std::ranges::find(migration, "BEGIN") != migration.end()) {
      return;
    }
    migration.insert(migration.begin() + static_cast<std::ptrdiff_t>(begin), "BEGIN");
    migration.emplace_back("COMMIT");
  }

  Rng rng_;
  Connection database_;
  World world_;
};

}  // namespace

GeneratedHistory generate_history(std::uint64_t seed) { return HistoryMaker(seed).make(); }

}  // namespace plumbline
