// An audit that cries wolf is switched off: of databases with which all is well it says nothing,
// and of others no more than SQLite does.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "analyzer/sqlite/connection.hpp"
#include "tests/audited.hpp"
#include "tests/case_file.hpp"
#include "tests/generated_schema.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// What foreign_key_check complains about, twins among the keys of a table counted once; nothing
/// where a key fits no parent.
std::optional<std::int64_t> violations(const Connection& connection) {
  try {
    return connection.integer(
        "WITH keys AS (SELECT m.name AS t, f.id AS id, lower(f.\"table\") || group_concat('>' || "
        "lower(f.\"from\") || '>' || lower(coalesce(f.\"to\", (SELECT name FROM "
        "pragma_table_info(f.\"table\") WHERE pk = f.seq + 1)))) AS k FROM sqlite_schema AS m, "
        "pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' GROUP BY m.name, f.id), "
        "counts AS (SELECT \"table\" AS t, fkid AS id, count(*) AS n FROM pragma_foreign_key_check "
        "GROUP BY 1, 2) SELECT coalesce(sum(n), 0) FROM (SELECT max(n) AS n FROM counts JOIN keys "
        "USING (t, id) GROUP BY t, coalesce(k, id))");
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Everything but what is a matter of taste: a text in a column for numbers.
bool is_alarm(const DataCheck& check) {
  return check.outcome == CheckOutcome::broken && check.rule != "rows-against-affinity";
}

std::int64_t orphans_in(const Report& report) {
  std::int64_t rows = 0;
  for (const DataCheck& check : report.audit->checks) {
    if (check.rule == "rows-without-parent") rows += check.rows;
  }
  return rows;
}

/// No alarm beyond what SQLite's own PRAGMAs say of it. `connection`: one that may write, where it
/// can: of CHECKs integrity_check says nothing to others.
void check_no_more_than_sqlite(const Connection& connection, const std::string& file) {
  const bool sound = connection.text("PRAGMA integrity_check") == "ok";
  const auto orphans = violations(connection);
  const Report report = audited(file, file);
  INFO("found: ", not_holding(report));
  for (const DataCheck& check : report.audit->checks) {
    if (!is_alarm(check)) continue;
    CHECK((check.rule == "rows-without-parent" ? orphans != 0 : !sound));
  }
  if (orphans) CHECK(orphans_in(report) == *orphans);
}

void check_no_more_than_sqlite(const std::string& file) {
  check_no_more_than_sqlite(Connection::open_read_write("file:" + file, file), file);
}

}  // namespace

TEST_CASE("no false alarm of an audit: databases that runners left") {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator("snapshots")) {
    if (entry.path().extension() != ".db") continue;
    const std::string file = entry.path().string();
    INFO(file);
    ++count;
    CHECK(not_holding(audited(file)).empty());
    // Read-only would leave a -wal and a -shm beside one in WAL mode.
    const std::string uri = "file:" + file + "?immutable=1";
    check_no_more_than_sqlite(Connection::open_read_only(uri, file), file);
  }
  CHECK(count >= 70);
}

TEST_CASE("no false alarm of an audit: the databases of the golden cases") {
  std::size_t count = 0;
  for (const fs::path& path : all_case_files("snapshots")) {
    const CaseFile file = read_case_file(path);
    if (!file.has("live.sql")) continue;
    INFO(path.string());
    const ScenarioFolder folder;
    make_database("live.db", file.text("live.sql"));
    ++count;
    check_no_more_than_sqlite("live.db");
  }
  CHECK(count >= 100);
}

TEST_CASE("no false alarm of an audit: generated databases, beside themselves as the target") {
  const ScenarioFolder folder;
  const char* const many = std::getenv("PLUMBLINE_MANY");
  const std::uint64_t last = many == nullptr ? 60 : std::strtoull(many, nullptr, 10);
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    INFO("PLUMBLINE_SEED=", seed);
    make_database("live.db", generate_pair(seed).live);
    check_no_more_than_sqlite("live.db");
  }
}

}  // namespace plumbline
