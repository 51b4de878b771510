#include "tools/plumbline/fleet/fleet_lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/fleet_samples.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"

namespace plumbline {

namespace {

FleetFile answered(const std::string& path, const std::string& answer) {
  FleetFile file;
  file.path = path;
  file.stamp = {4096, 1'700'000'000'123'456'789, 0, 0};
  file.answer = answer;
  return file;
}

FleetAnswer answer_named(const std::string& id, const std::string& of) {
  FleetAnswer answer;
  answer.id = id;
  answer.state = "state of " + id;
  answer.of = of;
  answer.label = "at " + id;
  answer.gravity = FleetGravity::warning;
  answer.findings = {{"extra-index",
                      Severity::warning,
                      {ObjectType::index, Identifier("i"), Identifier("t")},
                      "m/1.sql",
                      3,
                      "message of " + of,
                      "remedy"}};
  answer.steps = {{"to mend it", "plumbline repair " + of}};
  answer.repair = FleetRepair{"mend-" + id, "SELECT '\xff';\n", {}};
  answer.report = R"({"format":"plumbline.report/1","verdict":"clean"})";
  return answer;
}

Fleet fleet_of(const std::vector<FleetFile>& files, const std::vector<FleetAnswer>& answers) {
  Fleet fleet;
  fleet.question = "q";
  fleet.files = files;
  std::ranges::sort(fleet.files);
  for (const FleetAnswer& answer : answers) fleet.answers.emplace(answer.id, answer);
  return fleet;
}

Fleet left_open(Fleet fleet, std::int64_t left) {
  fleet.complete = false;
  fleet.left = left;
  fleet.why = "interrupted";
  return fleet;
}

FleetFile failed(const std::string& path, const std::string& error) {
  FleetFile file;
  file.path = path;
  file.error = error;
  return file;
}

std::string lines_of(const Fleet& fleet) { return render_fleet_lines(fleet); }
Fleet both(const Fleet& a, const Fleet& b) { return merged(a, b, "b.jsonl"); }

}  // namespace

TEST_CASE("fleet: lines say all that the fleet is") {
  const Fleet fleet = fleet_of({answered("a.db", "1"), answered("b\xff\n.db", "1"),
                                answered("c.db", "2"), failed("d.db", "no such file")},
                               {answer_named("1", "a.db"), answer_named("2", "c.db")});
  const std::string lines = lines_of(fleet);
  CHECK(std::ranges::count(lines, '\n') == 8);
  const Fleet read = read_fleet_lines(lines, "a.jsonl");
  CHECK(lines_of(read) == lines);
  CHECK(read.files == fleet.files);
  const FleetAnswer& answer = read.answers.at("1");
  CHECK(answer.repair->script == "SELECT '\xff';\n");
  CHECK(answer.findings[0].object.table == Identifier("t"));
  CHECK(answer.findings[0].line == 3);
  CHECK(answer.steps[0].command == "plumbline repair a.db");
  CHECK(answer.report == R"({"format":"plumbline.report/1","verdict":"clean"})");
  CHECK(render_fleet_json(read) == render_fleet_json(fleet));
}

TEST_CASE("fleet: merging is a union: in any order, however grouped, and twice is once") {
  const Fleet a = fleet_of({answered("a.db", "1"), answered("d.db", "2"), failed("x.db", "locked")},
                           {answer_named("1", "a.db"), answer_named("2", "d.db")});
  const Fleet b = fleet_of({answered("b.db", "1"), answered("c.db", "2")},
                           {answer_named("1", "b.db"), answer_named("2", "c.db")});
  const Fleet c = left_open(fleet_of({answered("c.db", "2"), answered("e.db", "3")},
                                     {answer_named("2", "c.db"), answer_named("3", "e.db")}),
                            4);
  const std::string all = lines_of(both(both(a, b), c));
  CHECK(lines_of(both(a, both(b, c))) == all);
  CHECK(lines_of(both(both(c, a), b)) == all);
  CHECK(lines_of(both(b, both(c, a))) == all);
  CHECK(lines_of(both(a, a)) == lines_of(a));
  const Fleet read = read_fleet_lines(all, "all.jsonl");
  CHECK(read.files.size() == 6);
  CHECK(read.answers.at("1").of == "a.db");
  CHECK(read.answers.at("2").of == "c.db");
  CHECK_FALSE(read.complete);
  CHECK(read.left == 4);
}

TEST_CASE("fleet: files of one name with two answers are two databases") {
  const Fleet a = fleet_of({answered("app.db", "1")}, {answer_named("1", "app.db")});
  const Fleet b = fleet_of({answered("app.db", "2")}, {answer_named("2", "app.db")});
  CHECK(both(a, b).files.size() == 2);
}

TEST_CASE("fleet: the lines of several runs may be one behind another") {
  const Fleet a = fleet_of({answered("a.db", "1")}, {answer_named("1", "a.db")});
  const Fleet b = fleet_of({answered("b.db", "1")}, {answer_named("1", "b.db")});
  CHECK(lines_of(read_fleet_lines(lines_of(b) + lines_of(a), "x")) == lines_of(both(a, b)));
}

TEST_CASE("fleet: what was stopped is not complete, and what is no line is an error") {
  const Fleet a =
      fleet_of({answered("a.db", "1"), answered("b.db", "1")}, {answer_named("1", "a.db")});
  const std::string lines = lines_of(a);
  const auto read = [](const std::string& text) { return read_fleet_lines(text, "x.jsonl"); };
  CHECK(read(lines).complete);
  const std::string no_end = lines.substr(0, lines.find("{\"end"));
  CHECK_FALSE(read(no_end).complete);
  CHECK(read(no_end).why == "an audit was stopped before its end");
  CHECK(read(no_end.substr(0, no_end.size() - 5)).files.size() == 1);
  CHECK_FALSE(read(lines.substr(0, lines.size() - 3)).complete);
  CHECK_THROWS_WITH_AS(read(""),
                       "x.jsonl: holds no audit: plumbline audit --format jsonl -o FILE writes one",
                       Error);
  CHECK_THROWS_AS(read("{\"file\":\"a.db\",\"stamp\":[1,2,3,4]}\n"), Error);
  CHECK_THROWS_AS(read(no_end + "{\"file\": 7}\n"), Error);
  CHECK_THROWS_AS(read(no_end + "[]\n"), Error);
  CHECK_THROWS_AS(read("{\"format\":\"plumbline.fleet-lines/2\"}\n"), Error);
  Fleet other = a;
  other.question = "another";
  CHECK_THROWS_AS(both(a, other), Error);
  CHECK_THROWS_AS(read(lines + lines_of(other)), Error);
  try {
    read(no_end + "oops\n");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.where().line == 5);
  }
}

TEST_CASE("fleet: what several machines have asked, merged, is what one would have said") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const auto lines = [](const std::vector<std::string>& sources) {
    std::vector<std::string> words = sources;
    for (const char* const word : {"-d", "migrations", "--scripts", "s"}) words.emplace_back(word);
    return asked(words);
  };
  const Fleet one = lines({"tenants"});
  const Fleet first = lines({"tenants/a1.db", "tenants/b2.db", "tenants/c2.db", "tenants/e1.db"});
  const Fleet second = lines({"tenants/a[2-5].db", "tenants/b1.db", "tenants/c1.db"});
  const Fleet third = lines({"tenants/c3.db", "tenants/d1.db"});
  CHECK(lines_of(both(both(third, first), second)) == lines_of(one));
  CHECK(render_fleet_text(both(second, both(first, third)), "s", plain_style()) ==
        render_fleet_text(one, "s", plain_style()));
}

}  // namespace plumbline
