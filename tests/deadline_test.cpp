#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

constexpr const char* endless =
    "INSERT INTO t WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;\n";

std::string complaint_of(const auto& answer) {
  try {
    answer();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

bool says_so(const std::string& complaint) {
  return complaint.starts_with("not done when the time was over, at ") &&
         complaint.ends_with("; --deadline SECONDS gives more");
}

}  // namespace

TEST_CASE("an endless migration leaves no answer, and no verdict") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE other (a)");
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE t (a);\n" << endless;
  CheckRequest request;
  request.migrations = "migrations";
  for (const double seconds : {0.0, 0.3}) {
    Options options;
    options.deadline = Deadline(seconds);
    CHECK(says_so(complaint_of([&] { check("live.db", request, options); })));
    options.deadline = Deadline(seconds);
    CHECK(says_so(complaint_of([&] { lint("migrations", {}, options); })));
  }
}

TEST_CASE("one deadline counts for all shadows") {
  const Deadline deadline(0.3);
  const Connection first = empty_shadow("first", deadline);
  first.execute("CREATE TABLE t (a)");
  CHECK_THROWS_AS(first.execute(endless), Error);
  CHECK(deadline.is_over());
  const Connection second = empty_shadow("second", deadline);
  CHECK_THROWS_AS(second.execute("CREATE TABLE t (a)"), Error);
  CHECK_THROWS_AS(second.try_prepare("SELECT 1"), Error);
  CHECK_THROWS_AS(Query(second, "SELECT 1"), Error);
}

TEST_CASE("more seconds than the clock can count are a year") {
  CHECK_FALSE(Deadline(1e300).is_over());
}

}  // namespace plumbline
