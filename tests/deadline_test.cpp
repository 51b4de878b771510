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

}  // namespace

TEST_CASE("an endless migration leaves no answer, and no verdict") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE other (a)");
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE t (a);\n" << endless;
  const std::string over =
      "not done when the time was over, at INSERT INTO t WITH n(i) AS (SELECT 1 UNION ALL SELECT i "
      "+ 1 …; "
      "--deadline SECONDS gives more";
  CheckRequest request;
  request.migrations = "migrations";
  for (const double seconds : {0.0, 0.3}) {
    Options options;
    options.deadline = Deadline(seconds);
    CHECK(complaint_of([&] { check("live.db", request, options); }) == over);
    options.deadline = Deadline(seconds);
    CHECK(complaint_of([&] { lint("migrations", {}, options); }) == over);
  }
}

TEST_CASE("one deadline counts for all shadows") {
  const Deadline deadline(0.3);
  const Connection first = empty_shadow("first", deadline);
  first.execute("CREATE TABLE t (a)");
  CHECK_THROWS_AS(first.execute(endless), Error);
  CHECK(deadline.is_over());
  const Connection second = empty_shadow("second", deadline);
  second.execute("CREATE TABLE t (a)");  // too little to be looked at
  CHECK_THROWS_AS(second.execute(endless), Error);
}

TEST_CASE("more seconds than the clock can count are a year") {
  CHECK_FALSE(Deadline(1e300).is_over());
}

}  // namespace plumbline
