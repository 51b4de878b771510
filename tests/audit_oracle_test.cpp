// What an audit counts, against what SQLite itself says of random rows. PLUMBLINE_MANY=N takes N
// tables instead of 60, PLUMBLINE_SEED=S that one, PLUMBLINE_FIRST=S starts elsewhere.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

#include "analyzer/sqlite/connection.hpp"
#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/generated_rows.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

template <class Property>
void for_each_table(Property property) {
  const bool one = std::getenv("PLUMBLINE_SEED") != nullptr;
  const std::uint64_t first = number_from(one ? "PLUMBLINE_SEED" : "PLUMBLINE_FIRST", 1);
  const std::uint64_t count = one ? 1 : number_from("PLUMBLINE_MANY", 60);
  const ScenarioFolder folder;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("PLUMBLINE_SEED=", seed);
    const GeneratedRows generated = generate_rows(seed);
    INFO(create_table("t", generated.live, {}), "\n", generated.parent, "\n", generated.rows);
    property(generated);
  }
}

/// app.db with the rows in a table of the live columns, and none of the constraints.
void make_rows(const GeneratedRows& generated) {
  make_database("app.db", "BEGIN;" + create_table("t", generated.live, {}) + ";" +
                              generated.parent + generated.rows + "COMMIT");
}

std::vector<std::int64_t> rowids_of(const Connection& connection) {
  std::vector<std::int64_t> rowids;
  Query query(connection, "SELECT rowid FROM t ORDER BY rowid");
  while (query.step()) rowids.push_back(query.integer(0));
  return rowids;
}

/// Whether SQLite lets the row into the table o.
bool fits(const Connection& connection, std::int64_t rowid) {
  return !connection.try_execute("INSERT INTO o SELECT * FROM t WHERE rowid = " +
                                 std::to_string(rowid));
}

std::int64_t rows_that_do_not_fit(const Connection& connection) {
  std::int64_t count = 0;
  for (const std::int64_t rowid : rowids_of(connection)) {
    if (!fits(connection, rowid)) ++count;
  }
  return count;
}

/// Those that some other row keeps out.
std::int64_t rows_that_share(const Connection& connection) {
  const std::vector<std::int64_t> rowids = rowids_of(connection);
  std::int64_t count = 0;
  for (const std::int64_t rowid : rowids) {
    bool shares = false;
    for (const std::int64_t other : rowids) {
      if (shares || other == rowid) continue;
      connection.execute("DELETE FROM o");
      shares = fits(connection, other) && !fits(connection, rowid);
    }
    count += shares ? 1 : 0;
  }
  return count;
}

std::int64_t violations(const Connection& connection, const std::string& table) {
  return connection.integer("SELECT count(*) FROM pragma_foreign_key_check('" + table + "')")
      .value_or(-1);
}

/// By plain SQLite: a table of these columns with this one constraint, filled with the rows.
std::int64_t by_sqlite(const std::vector<GeneratedColumn>& columns,
                       const GeneratedConstraint& constraint) {
  const Connection connection = Connection::open_read_write("file:app.db", "app.db");
  connection.execute("PRAGMA foreign_keys=OFF; BEGIN");
  std::string sql = create_table("o", columns, {constraint});
  if (constraint.kind == BreakableKind::unique_index) {
    sql.replace(sql.find(" ON t ("), 7, " ON o (");
  }
  connection.execute(sql);
  std::int64_t count = 0;
  if (constraint.kind == BreakableKind::foreign_key) {
    connection.execute("INSERT INTO o SELECT * FROM t");
    count = violations(connection, "o");
  } else if (constraint.kind == BreakableKind::unique ||
             constraint.kind == BreakableKind::unique_index) {
    count = rows_that_share(connection);
  } else {
    count = rows_that_do_not_fit(connection);
  }
  connection.execute("ROLLBACK");
  return count;
}

struct Counted {
  std::int64_t rows = 0;
  bool failed = false;
};

Counted counted(const Report& report, bool declared) {
  Counted result;
  for (const DataCheck& check : report.audit->checks) {
    if (check.declared != declared || check.rule == "rows-against-affinity") continue;
    result.rows += check.rows;
    result.failed |= check.outcome == CheckOutcome::failed;
  }
  return result;
}

bool same_columns(const GeneratedRows& generated) {
  for (std::size_t i = 0; i < generated.live.size(); ++i) {
    const GeneratedColumn &live = generated.live[i], &target = generated.target[i];
    if (live.type != target.type || live.collation != target.collation) return false;
  }
  return true;
}

std::string of_parent(const GeneratedRows& generated) {
  return generated.parent.substr(0, generated.parent.find(';') + 1);
}

}  // namespace

TEST_CASE("property: declared constraints are broken by the rows that SQLite does not let in") {
  std::map<std::string, int> tally;
  for_each_table([&](const GeneratedRows& generated) {
    make_rows(generated);
    const bool same = same_columns(generated);
    for (const GeneratedConstraint& constraint : generated.constraints) {
      const std::string target = create_table("t", generated.target, {constraint});
      INFO(target);
      const Report report = audited_to("app.db", of_parent(generated) + target);
      const Counted audited = counted(report, true);
      INFO("found: ", not_holding(report));
      CHECK_FALSE((same && audited.failed));
      ++tally[audited.failed ? "failed" : audited.rows > 0 ? "broken" : "holds"];
      if (!audited.failed) CHECK(audited.rows == by_sqlite(generated.target, constraint));
    }
  });
  for (const auto& [outcome, count] : tally) MESSAGE(outcome, ": ", count);
}

TEST_CASE("property: existing constraints are broken by the rows that SQLite would not let in") {
  for_each_table([&](const GeneratedRows& generated) {
    for (const GeneratedConstraint& constraint : generated.constraints) {
      // The index behind a UNIQUE of the table cannot be put under it.
      if (constraint.kind == BreakableKind::unique) continue;
      make_rows(generated);
      const std::string text = create_table("t", generated.live, {constraint});
      INFO(text);
      std::int64_t expected = by_sqlite(generated.live, constraint);
      if (constraint.kind == BreakableKind::unique_index) {
        std::string plain = constraint.clause;
        plain.erase(plain.find("UNIQUE "), 7);
        run_past_constraints("app.db", plain);
        restate("app.db", plain.substr(13, plain.find(" ON") - 13), constraint.clause);
      } else {
        restate("app.db", "t", text);
      }
      const Connection connection = Connection::open_read_only("file:app.db", "app.db");
      if (constraint.kind == BreakableKind::strict_type) {
        expected = connection
                       .integer(
                           "SELECT count(*) FROM pragma_integrity_check WHERE "
                           "integrity_check LIKE 'non-%value in t.%'")
                       .value_or(-1);
      } else if (constraint.kind == BreakableKind::foreign_key) {
        CHECK(violations(connection, "t") == expected);
      }
      const Report report = audited("app.db");
      INFO("found: ", not_holding(report));
      CHECK(counted(report, false).rows == expected);
      CHECK_FALSE(counted(report, false).failed);
    }
  });
}

TEST_CASE("property: all constraints at once break as many rows as one after another") {
  for_each_table([&](const GeneratedRows& generated) {
    make_rows(generated);
    std::vector<GeneratedConstraint> all = generated.constraints;
    std::erase_if(
        all, [](const GeneratedConstraint& one) { return one.kind == BreakableKind::strict_type; });
    std::map<std::string, std::int64_t> one_by_one;  // by what was asked: twins are asked once
    for (const GeneratedConstraint& constraint : all) {
      const std::string target = create_table("t", generated.target, {constraint});
      const Report report = audited_to("app.db", of_parent(generated) + target);
      for (const DataCheck& check : report.audit->checks) {
        if (check.declared) one_by_one[check.sql] = check.rows;
      }
    }
    const std::string target = create_table("t", generated.target, all);
    INFO(target);
    const Report report = audited_to("app.db", of_parent(generated) + target);
    INFO("found: ", not_holding(report));
    std::map<std::string, std::int64_t> at_once;
    for (const DataCheck& check : report.audit->checks) {
      if (check.declared) at_once[check.sql] = check.rows;
    }
    CHECK((at_once == one_by_one));
  });
}

}  // namespace plumbline
