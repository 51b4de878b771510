// An audit that is ended before it is done, by its deadline or by a signal: what is known by then
// is said, whole, and marked as not all.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/audited.hpp"
#include "tests/child_program.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using std::chrono::milliseconds;

/// Rows in `first` that break it, a table whose CHECK takes minutes, and one behind it.
void make_slow(bool breaks_first = true) {
  make_database("app.db",
                "CREATE TABLE first (a); CREATE TABLE slow (id INTEGER PRIMARY KEY, CHECK "
                "(length(hex(zeroblob(100000 + id % 2))) > 0)); CREATE TABLE third (a NOT NULL);");
  if (breaks_first) run_past_constraints("app.db", "INSERT INTO first VALUES (NULL)");
  restate("app.db", "first", "CREATE TABLE first (a NOT NULL)");
  run_past_constraints("app.db",
                       "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) "
                       "INSERT INTO slow SELECT i FROM n");
}

/// One row takes a second or so: SQLite does not look up while it is inside one function.
void make_deaf() {
  make_database("app.db", "CREATE TABLE slow (id INTEGER PRIMARY KEY)");
  run_past_constraints("app.db",
                       "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                       "INSERT INTO slow SELECT i FROM n");
  restate("app.db", "slow",
          "CREATE TABLE slow (id INTEGER PRIMARY KEY, CHECK (length(replace(hex(zeroblob(10000000 "
          "+ id)), '0', 'ab')) > 0))");
}

/// What is in the folder for temporary files while this lives is what the program left there.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const char* const now = std::getenv("TMPDIR");
    if (now != nullptr) before_ = now;
    fs::create_directory(folder_);
    setenv("TMPDIR", fs::absolute(folder_).c_str(), 1);
  }
  ~TemporaryFolder() {
    if (before_.empty()) {
      unsetenv("TMPDIR");
    } else {
      setenv("TMPDIR", before_.c_str(), 1);
    }
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  bool is_empty() const { return fs::is_empty(folder_); }

 private:
  fs::path folder_ = "temporary";
  std::string before_;
};

struct Ended {
  ChildEnd end;
  bool left_nothing = false;
  double seconds = 0;  ///< from the signal to the end
};

/// An audit that gets the signal once it has found something. Before it listens, a signal ends it
/// as it ends any program; then it is given more time.
Ended ended_by(int signal, const std::string& format) {
  Ended ended;
  for (int wait = 400; wait < 20000; wait *= 3) {
    const TemporaryFolder temporary;
    {
      ChildProgram audit({"audit", "app.db", "--format", format});
      std::this_thread::sleep_for(milliseconds(wait));
      const auto sent = std::chrono::steady_clock::now();
      audit.signal(signal);
      ended.end = audit.wait();
      ended.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - sent).count();
    }
    ended.left_nothing = temporary.is_empty();
    if (ended.end.signal == 0 && ended.end.exit_code == 2) break;
  }
  return ended;
}

using Json = nlohmann::json;

std::vector<std::string> rules_of(const Json& report) {
  std::vector<std::string> rules;
  for (const Json& finding : report.at("findings")) rules.push_back(finding.at("rule"));
  return rules;
}

std::size_t checks_that(const Json& report, const std::string& outcome) {
  const Json& checks = report.at("audit").at("checks");
  return static_cast<std::size_t>(std::ranges::count_if(
      checks, [&](const Json& check) { return check.at("outcome") == outcome; }));
}

void check_incomplete(const Json& report) {
  CHECK(report.at("audit").at("complete") == false);
  CHECK(checks_that(report, "broken") == 1);
  CHECK(checks_that(report, "not-finished") == 3);  // the slow one, the one behind it, the file
  const auto rules = rules_of(report);
  CHECK(std::ranges::count(rules, "rows-with-null") == 1);
  CHECK(std::ranges::count(rules, "audit-incomplete") == 1);
}

}  // namespace

TEST_CASE("audit: what is known when the time is over") {
  const ScenarioFolder folder;
  make_slow();
  Options options;
  options.deadline = Deadline(3);
  const Report report = audited("app.db", "", options);
  CHECK(not_holding(report) ==
        AuditLines{"rows-with-null first: a is never NULL: 1 [1]",
                   "rows-failing-check slow: CHECK (length(hex(zeroblob(100000 + id % 2))) > 0): "
                   "not-finished",
                   "rows-with-null third: a is never NULL: not-finished",
                   "damaged-database integrity_check finds nothing: not-finished"});
  CHECK(report.audit->not_finished.empty());
  CHECK(findings_of_rows(report) ==
        AuditLines{
            "error rows-with-null: 1 row of first has NULL in a, which is NOT NULL (rowid 1)",
            "warning audit-incomplete: this is not all: it was ended before these were answered: "
            "3 of 4 questions to the rows"});
}

TEST_CASE("audit: however little time there is, the answer is whole") {
  const ScenarioFolder folder;
  make_slow();
  for (const char* const seconds : {"0.000001", "0.001", "0.003", "0.01", "0.03", "0.1"}) {
    INFO(std::string(seconds));
    const ProgramAnswer answer =
        run_program({"audit", "app.db", "--deadline", seconds, "--format", "json"});
    const Json report = Json::parse(answer.out);
    if (report.contains("error")) {  // it was over before the database was open
      CHECK(answer.exit_code == 1);
      CHECK(answer.err.find("not done when the time was over") != std::string::npos);
      continue;
    }
    const std::size_t known = checks_that(report, "broken");
    CHECK(answer.exit_code == (known == 0 ? 1 : 2));
    CHECK(report.at("audit").at("complete") == false);
    CHECK(checks_that(report, "not-finished") == 4 - known);
    const auto rules = rules_of(report);
    CHECK(std::ranges::count(rules, "audit-incomplete") == 1);
    CHECK(static_cast<std::size_t>(std::ranges::count(rules, "rows-with-null")) == known);
  }
}

TEST_CASE("audit: ended by its deadline, as its user sees it") {
  const ScenarioFolder folder;
  make_slow();
  const ProgramAnswer json =
      run_program({"audit", "app.db", "--deadline", "3", "--format", "json"});
  CHECK(json.exit_code == 2);
  check_incomplete(Json::parse(json.out));
  make_slow(false);
  const ProgramAnswer text = run_program({"audit", "app.db", "--deadline", "1"});
  CHECK(text.exit_code == 1);
  CHECK(text.out.find("NOT FINISHED, what is known so far") != std::string::npos);
  CHECK(text.out.find("\nopened: in place, read-only") != std::string::npos);
}

TEST_CASE("audit: a signal in the middle") {
  const ScenarioFolder folder;
  make_slow();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    CAPTURE(signal);
    const Ended json = ended_by(signal, "json");
    CHECK(json.end.signal == 0);
    CHECK(json.end.exit_code == 2);
    CHECK(json.left_nothing);
    CHECK(json.seconds < 10);
    check_incomplete(Json::parse(json.end.out));
  }
  const Ended text = ended_by(SIGINT, "text");
  CHECK(text.end.exit_code == 2);
  CHECK(text.left_nothing);
  CHECK(text.end.out.find("NOT FINISHED, what is known so far: 1 of 4 questions") !=
        std::string::npos);
  CHECK(text.end.out.find("audit-incomplete") != std::string::npos);
  CHECK(text.end.out.find("first: a is never NULL: 1 row: rowid 1") != std::string::npos);
  CHECK(text.end.out.ends_with("honours the lock of a writer\n"));
}

TEST_CASE("audit: the second Ctrl-C ends it at once") {
  const ScenarioFolder folder;
  make_deaf();
  const TemporaryFolder temporary;
  {
    ChildProgram audit({"audit", "app.db"});
    std::this_thread::sleep_for(milliseconds(1000));
    audit.signal(SIGINT);
    std::this_thread::sleep_for(milliseconds(100));
    REQUIRE(audit.is_running());
    audit.signal(SIGINT);
    CHECK(audit.wait().signal == SIGINT);
  }
  CHECK(temporary.is_empty());
}

}  // namespace plumbline
