// In which way an audit opens a database, in every state that one can be met in: the right answer
// or the right refusal, no byte changed, and the sentence that says why.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "analyzer/sqlite/connection.hpp"
#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/child_program.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string in_rollback_mode =
    "in place, read-only (mode=ro): it is in rollback mode, where that leaves no trace and honours "
    "the lock of a writer";
const std::string as_immutable =
    "in place, as a file that nobody writes to (immutable=1): it is in WAL mode and nothing is in "
    "a "
    "-wal, and any other way of opening it would make files beside it";
const std::string beside_writers =
    "in place, beside its writers (readonly_shm=1): it is in WAL mode and has its -wal and -shm";
const std::string wal_copied =
    "its -wal has no -shm, so reading it in place would make one: a private copy was read";
const std::string hot_journal =
    "it was left in the middle of a transaction (hot journal): a private copy was read";

const std::string past_checks = "PRAGMA ignore_check_constraints=ON;";
/// Two rows of which one breaks it; a third is written later.
const std::string table =
    "CREATE TABLE t (a CHECK (a > 0));" + past_checks + "INSERT INTO t VALUES (1), (-1);";

std::map<std::string, std::string> files_here() {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(".")) {
    if (entry.is_regular_file()) files[entry.path().filename()] = read_bytes(entry.path());
  }
  return files;
}

Connection writer(const std::string& file) {
  Connection connection = Connection::open_read_write("file:" + file, file);
  connection.execute(past_checks);
  return connection;
}

struct Opened {
  std::string way;
  std::int64_t broken = -1;  ///< rows that the CHECK does not let pass
  std::string refusal;
};

/// What the audit of app.db answers; the folder is as it was.
Opened opened(bool as_nobody = false) {
  const auto before = files_here();
  ChildProgram program({"audit", "app.db", "--format", "json"},
                       {.largest_file = {}, .survives_the_limit = false, .nobody = as_nobody});
  const ChildEnd end = program.wait();
  CHECK((files_here() == before));
  const auto report = nlohmann::json::parse(end.out);
  if (report.contains("error")) {
    CHECK(end.exit_code == 1);
    return {"", -1, end.err};
  }
  Opened result{report.at("audit").at("opened"), 0, ""};
  for (const auto& check : report.at("audit").at("checks")) {
    if (check.at("rule") == "rows-failing-check") result.broken += check.at("rows").get<int>();
  }
  CHECK(end.exit_code == (result.broken > 0 ? 2 : 0));
  return result;
}

void copy_with(const std::string& from, const std::vector<std::string>& suffixes) {
  for (const std::string& suffix : suffixes) {
    fs::copy_file(from + suffix, "app.db" + suffix, fs::copy_options::overwrite_existing);
  }
}

/// live.db in WAL mode as a crash leaves it: the third row is in the -wal alone.
void crash_in_wal_mode(const std::vector<std::string>& kept) {
  make_database("live.db", "PRAGMA journal_mode=WAL;" + table);
  const Connection live = writer("live.db");
  live.execute("PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES (-2)");
  copy_with("live.db", kept);
}

}  // namespace

TEST_CASE("audit, opened: rollback mode, quiet, and beside a writer that has not written yet") {
  const ScenarioFolder folder;
  make_database("app.db", table);
  CHECK(opened().way == in_rollback_mode);
  CHECK(opened().broken == 1);
  const LockHolder reserved("app.db", past_checks + "BEGIN IMMEDIATE; INSERT INTO t VALUES (-2)");
  CHECK(opened().way == in_rollback_mode);
  CHECK(opened().broken == 1);
}

TEST_CASE("audit, opened: a writer that holds it for itself is waited for, then it is refused") {
  const ScenarioFolder folder;
  make_database("app.db", table);
  const LockHolder exclusive("app.db", past_checks + "BEGIN EXCLUSIVE; INSERT INTO t VALUES (-2)");
  CHECK(opened().refusal.ends_with(
      "app.db: database is locked (a writer holds it; try again when it is done)\n"));
}

TEST_CASE("audit, opened: WAL mode, cleanly closed or copied without its -wal") {
  const ScenarioFolder folder;
  make_database("app.db", "PRAGMA journal_mode=WAL;" + table);
  CHECK(opened().way == as_immutable);
  CHECK(opened().broken == 1);
  crash_in_wal_mode({""});
  const Opened without_wal = opened();
  CHECK(without_wal.way == as_immutable);
  CHECK(without_wal.refusal == "");
  const ProgramAnswer answer = run_program({"audit", "app.db"});
  CHECK(answer.err.find("copied without it (then what the -wal held is missing here)") !=
        std::string::npos);
}

TEST_CASE("audit, opened: WAL mode, beside a live writer with a transaction that is open") {
  const ScenarioFolder folder;
  make_database("app.db", "PRAGMA journal_mode=WAL;" + table);
  const LockHolder live(
      "app.db", past_checks + "INSERT INTO t VALUES (-2); BEGIN; INSERT INTO t VALUES (-3)");
  CHECK(opened().way == beside_writers);
  CHECK(opened().broken == 2);
}

TEST_CASE("audit, opened: WAL mode behind a crash, with and without its -shm") {
  const ScenarioFolder folder;
  crash_in_wal_mode({"", "-wal", "-shm"});
  CHECK(opened().way == beside_writers);
  CHECK(opened().broken == 2);
  fs::remove("app.db-shm");
  CHECK(opened().way == wal_copied);
  CHECK(opened().broken == 2);
}

TEST_CASE("audit, opened: a hot journal is rolled back, in a private copy") {
  const ScenarioFolder folder;
  make_database("live.db", table +
                               "CREATE TABLE filler AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i + "
                               "1 FROM n WHERE i < 2000) SELECT randomblob(500) AS b FROM n");
  {
    const Connection live = writer("live.db");
    live.execute("PRAGMA cache_size=5; BEGIN; INSERT INTO t VALUES (-2); DELETE FROM filler");
    copy_with("live.db", {"", "-journal"});
  }
  CHECK(opened().way == hot_journal);
  CHECK(opened().broken == 1);
}

TEST_CASE("audit, opened: a directory that its reader may not write to") {
  if (geteuid() != 0) return;  // only root can become somebody else
  const ScenarioFolder folder;
  fs::permissions(".", fs::perms(0755));
  const auto nobody = [] {
    for (const auto& entry : fs::directory_iterator(".")) {
      fs::permissions(entry.path(), fs::perms(0644));
    }
    return opened(true);
  };
  make_database("app.db", table);
  CHECK(nobody().way == in_rollback_mode);
  make_database("app.db", "PRAGMA journal_mode=WAL;" + table);
  CHECK(nobody().way == as_immutable);
  fs::remove("app.db");
  crash_in_wal_mode({"", "-wal", "-shm"});
  CHECK(nobody().broken == 2);
  fs::remove("app.db-shm");
  CHECK(nobody().way == wal_copied);
  CHECK(nobody().broken == 2);
}

TEST_CASE("audit, opened: an empty file is a database; what is none is refused") {
  const ScenarioFolder folder;
  write_bytes("app.db", "");
  const Opened empty = opened();
  CHECK(empty.way == in_rollback_mode);
  CHECK(empty.broken == 0);
  write_bytes("app.db", std::string(4096, 'x'));
  CHECK(opened().refusal == "plumbline: app.db: file is not a database, or it is encrypted\n");
  make_database("live.db", table);
  write_bytes("app.db", read_bytes("live.db").substr(0, 1000));
  CHECK(opened().refusal.find("database disk image is malformed") != std::string::npos);
  write_bytes("app.db", read_bytes("live.db").substr(0, 4096));
  CHECK(opened().refusal.find("database disk image is malformed") != std::string::npos);
  fs::remove("app.db");
  CHECK(opened().refusal == "plumbline: app.db: no such file\n");
}

}  // namespace plumbline
