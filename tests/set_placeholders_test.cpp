// --set, wherever a directory of migrations is read as a source.
#include <doctest/doctest.h>

#include <fstream>

#include "analyzer/analyze.hpp"
#include "model/error.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

TEST_CASE("placeholders of a directory of migrations are filled from the options") {
  const ScenarioFolder folder;
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE ${prefix}users (id INTEGER);\n";
  std::ofstream("target.sql") << "CREATE TABLE a_users (id INTEGER);\n";
  CHECK_THROWS_AS(load("migrations", Options()), Error);
  Options options;
  options.placeholders = {{"prefix", "a_"}};
  CHECK(load("migrations", options).schema.tables.contains(Identifier("a_users")));
  CHECK_FALSE(any_drift(diff("target.sql", "migrations", options).changes));
}

}  // namespace plumbline
