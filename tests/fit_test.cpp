#include "analyzer/reconcile/fit.hpp"

#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

using Points = std::vector<std::size_t>;

/// Migrations on a line, and a live database held against it.
struct Fitted {
  Replay replay;
  Line line;
  Timelines timelines;
  LiveFit fit;

  Fitted(const std::vector<Migration>& migrations, const std::string& live)
      : replay(replay_of(migrations)), line(replay), timelines(timelines_of(replay, line)) {
    const Connection connection = Connection::in_memory("live");
    connection.execute(live);
    ObjectTexts texts = object_texts(connection, {});
    for (const auto& [object, versions] : timelines) {
      if (object.type != "pragma") continue;
      texts[object] = std::to_string(*connection.integer("PRAGMA " + object.name.text()));
    }
    fit = fit_live(replay, line, timelines, texts);
  }
  Fitted(const std::string& script, const std::string& live)
      : Fitted(std::vector{migration_of("1", script)}, live) {}
};

Points points(const std::string& script, const std::string& live) {
  return Fitted(script, live).fit.points;
}

std::string names(const std::set<ObjectKey>& objects) {
  std::string text;
  for (const ObjectKey& object : objects) text += (text.empty() ? "" : ", ") + to_string(object);
  return text;
}

constexpr const char* three =
    "CREATE TABLE t(a); ALTER TABLE t ADD COLUMN b; CREATE INDEX i ON t(b)";

}  // namespace

TEST_CASE("fit: exactly the points whose schema is the live one") {
  CHECK(points(three, "") == Points{0});
  CHECK(points(three, "CREATE TABLE t(a)") == Points{1});
  CHECK(points(three, "CREATE TABLE t(a, b)") == Points{2});
  CHECK(points(three, "CREATE TABLE t(a, b); CREATE INDEX i ON t(b)") == Points{3});
}

TEST_CASE("fit: statements that leave the schema as it is leave several points") {
  const std::string script =
      "CREATE TABLE t(a); INSERT INTO t VALUES (1); UPDATE t SET a = 2; DROP TABLE t";
  CHECK(points(script, "CREATE TABLE t(a)") == Points{1, 2, 3});
  CHECK(points(script, "") == Points{0, 4});
}

TEST_CASE("fit: no point where two objects are of different times") {
  CHECK(points("CREATE TABLE t(a); CREATE TABLE u(a); DROP TABLE t", "CREATE TABLE t(a)") ==
        Points{1});
  CHECK(points("CREATE TABLE t(a); CREATE TABLE u(a)", "CREATE TABLE u(a)").empty());
}

TEST_CASE("fit: another spelling is the same object, in the words of the line") {
  const Fitted fitted(three, "create table T ( A , B );");
  CHECK(fitted.fit.points == Points{2});
  CHECK(fitted.fit.altered.empty());
  CHECK(fitted.fit.live.at({"table", Identifier("t")}) == "CREATE TABLE t(a, b)");
  CHECK(fitted.fit.live.at({"index", Identifier("i")}) == std::nullopt);
}

TEST_CASE("fit: an object in a form that no migration gives it has only to be there") {
  const Fitted fitted(three, "CREATE TABLE t(a, b, mine); CREATE INDEX i ON t(b)");
  CHECK(names(fitted.fit.altered) == "table t");
  CHECK(fitted.fit.points == Points{3});
  const Fitted without(three, "CREATE TABLE t(a, b, mine)");
  CHECK(without.fit.points == Points{1, 2});
  const Fitted index(three, "CREATE TABLE t(a, b); CREATE INDEX i ON t(a)");
  CHECK(names(index.fit.altered) == "index i");
  CHECK(index.fit.points == Points{3});
}

TEST_CASE("fit: objects that no migration makes are named, and hinder nothing") {
  const Fitted fitted(three, "CREATE TABLE t(a); CREATE VIEW v AS SELECT 1; CREATE TABLE x(y)");
  CHECK(names(fitted.fit.unexplained) == "table x, view v");
  CHECK(fitted.fit.points == Points{1});
}

TEST_CASE("fit: inside a transaction of the file's own nothing is left by a crash") {
  const std::string script =
      "CREATE TABLE t(a); BEGIN; CREATE TABLE u(a); CREATE TABLE w(a); COMMIT; CREATE TABLE x(a)";
  CHECK(points(script, "CREATE TABLE t(a)") == Points{1, 2, 3, 4});
  CHECK(points(script, "CREATE TABLE t(a); CREATE TABLE u(a)").empty());
  CHECK(points(script, "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE w(a)") == Points{5});
}

TEST_CASE("fit: a transaction that the file leaves open is over at its end") {
  CHECK(points("BEGIN; CREATE TABLE t(a); CREATE TABLE u(a)",
               "CREATE TABLE t(a); CREATE TABLE u(a)") == Points{3});
  CHECK(points("BEGIN; CREATE TABLE t(a); CREATE TABLE u(a)", "") == Points{0, 1, 2});
}

TEST_CASE("fit: a stored setting is 0 before anything sets it") {
  const std::string script = "CREATE TABLE t(a); PRAGMA user_version = 7; PRAGMA user_version = 8";
  CHECK(points(script, "CREATE TABLE t(a)") == Points{1});
  CHECK(points(script, "CREATE TABLE t(a); PRAGMA user_version = 7") == Points{2});
  const Fitted other(script, "CREATE TABLE t(a); PRAGMA user_version = 9");
  CHECK(names(other.fit.altered) == "PRAGMA user_version");
}

TEST_CASE("fit: migrations on one line") {
  const Fitted fitted({migration_of("1", "CREATE TABLE t(a); CREATE TABLE u(a)"),
                       migration_of("2", ""), migration_of("3", "ALTER TABLE t ADD b")},
                      "CREATE TABLE t(a, b); CREATE TABLE u(a)");
  CHECK(fitted.line.end() == 3);
  CHECK(fitted.line.migrations() == 3);
  CHECK(fitted.line.start_of(2) == 2);
  CHECK(fitted.line.end_of(0) == 2);
  CHECK(fitted.line.migration_at(1) == 0);
  CHECK(fitted.line.migration_at(2) == 0);
  CHECK(fitted.line.migration_at(3) == 2);
  CHECK(fitted.fit.points == Points{3});
}

TEST_CASE("fit: the versions of an object") {
  const Fitted fitted("CREATE TABLE t(a); ALTER TABLE t ADD b; DROP TABLE t", "");
  const std::vector<Version>& versions = fitted.timelines.at({"table", Identifier("T")});
  REQUIRE(versions.size() == 4);
  CHECK(versions[0].point == 0);
  CHECK(versions[0].text == std::nullopt);
  CHECK(versions[1].point == 1);
  CHECK(versions[1].text == "CREATE TABLE t(a)");
  CHECK(versions[2].text == "CREATE TABLE t(a, b)");
  CHECK(versions[3].point == 3);
  CHECK(versions[3].text == std::nullopt);
}

}  // namespace plumbline
