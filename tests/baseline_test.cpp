// Baselines: days, what must be in them, and when a finding is the one that an entry speaks of.
#include "tools/plumbline/baseline.hpp"

#include <doctest/doctest.h>

#include "model/error.hpp"
#include "tools/plumbline/finding_identity.hpp"

namespace plumbline {

namespace {

Finding finding(const std::string& message, const std::string& table = "users",
                const std::string& file = "") {
  const ObjectRef object{ObjectType::table, Identifier(table), Identifier(table)};
  return {"extra-table", Severity::warning, object, file, 7, message, "do"};
}

std::string entry_with(const std::string& lines) {
  return "format: plumbline.baseline/1\naccepted:\n  - rule: extra-table\n" + lines;
}

std::string complaint_of(const std::string& yaml) {
  try {
    read_baseline(yaml, "b.yaml");
    return "none";
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::bad_yaml);
    return error.what();
  }
}

bool same(const Finding& then, const Finding& now) {
  return speaks_of({then.rule, full_name_of(then.object), then.file, then.message, "x", {}, 1}, now,
                   "/here");
}

}  // namespace

TEST_CASE("days are days of the calendar") {
  for (const char* const day : {"2027-03-31", "2028-02-29", "0001-01-01", "9999-12-31"}) {
    REQUIRE(date_named(day));
  }
  CHECK(to_string(*date_named("2027-03-01")) == "2027-03-01");
  for (const char* const text :
       {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-3-1", "27-03-01", "2027/03/01",
        "2027-03-01 ", "0000-01-01", "-001-01-01", "2027-+3-01", "soon", "20270301"}) {
    CAPTURE(text);
    CHECK_FALSE(date_named(text));
  }
}

TEST_CASE("the day of SOURCE_DATE_EPOCH is that of UTC") {
  CHECK(to_string(date_of_epoch("0")) == "1970-01-01");
  CHECK(to_string(date_of_epoch("1709251199")) == "2024-02-29");
  CHECK(to_string(date_of_epoch("1709251200")) == "2024-03-01");
  for (const char* const text : {"", "-1", "12a", " 12", "99999999999999999999", "1e9"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(date_of_epoch(text), Error);
  }
}

TEST_CASE("a baseline is read, its paths from where it lies") {
  const Baseline baseline = read_baseline(
      entry_with("    object: table users\n    file: migrations/1.sql\n    message: m\n"
                 "    reason: it is huge\n    expires: 2027-03-31\n"),
      "ops/baseline.yaml");
  REQUIRE(baseline.entries.size() == 1);
  const BaselineEntry& entry = baseline.entries[0];
  CHECK(entry.rule == "extra-table");
  CHECK(entry.object == "table users");
  CHECK(entry.file == "ops/migrations/1.sql");
  CHECK(entry.message == "m");
  CHECK(entry.reason == "it is huge");
  CHECK(to_string(entry.expires) == "2027-03-31");
  CHECK(entry.line == 3);
  CHECK(read_baseline("", "b").entries.empty());
  CHECK(read_baseline("format: plumbline.baseline/1\naccepted: []\n", "b").entries.empty());
}

TEST_CASE("every entry needs a reason, a day, and something to speak of") {
  const std::string object = "    object: table users\n";
  const std::string reason = "    reason: r\n";
  const std::string day = "    expires: 2027-03-31\n";
  CHECK(complaint_of(entry_with(object + reason + day)) == "none");
  CHECK(complaint_of(entry_with(object + "    reason: \"\"\n" + day)) ==
        "b.yaml:5:13: reason is empty: say why this finding may stay");
  CHECK(complaint_of(entry_with(object + "    reason: ' '\n" + day)) ==
        "b.yaml:5:13: reason is empty: say why this finding may stay");
  CHECK(complaint_of(entry_with(object + day)) ==
        "b.yaml:3:5: the key \"reason\" is missing: say why this finding may stay");
  CHECK(complaint_of(entry_with(object + reason + "    expires: \"\"\n")) ==
        "b.yaml:6:14: expires is empty: write the last day on which the finding is accepted, "
        "YYYY-MM-DD");
  CHECK(complaint_of(entry_with(object + reason + "    expires: 2027-02-30\n")) ==
        "b.yaml:6:14: expires: \"2027-02-30\" is no day; write YYYY-MM-DD, as in 2027-03-31");
  CHECK(complaint_of(entry_with(reason + day))
            .starts_with("b.yaml:3:5: an entry needs an object or a file"));
  CHECK(complaint_of(entry_with(object + reason + day + "    until: x\n"))
            .starts_with("b.yaml:7:5: unknown key \"until\" in an entry"));
  CHECK(complaint_of("format: plumbline.baseline/1\naccepted: [{rule: extra-tabel}]")
            .starts_with(
                "b.yaml:2:19: there is no rule \"extra-tabel\"; did you mean \"extra-table\"?"));
  CHECK(complaint_of("format: plumbline.baseline/2\naccepted: []") ==
        "b.yaml:1:9: format is \"plumbline.baseline/2\"; a baseline begins with format: "
        "plumbline.baseline/1");
  CHECK(complaint_of("accepted: []").starts_with("b.yaml:1:1: the key \"format\" is missing"));
  CHECK(complaint_of("format: plumbline.baseline/1").find("\"accepted\" is missing") !=
        std::string::npos);
}

TEST_CASE("a finding is the same when its numbers are others") {
  for (const auto& [then, now] : std::vector<std::pair<std::string, std::string>>{
           {"1 row has NULL in column mail", "12,430 rows have NULL in column mail"},
           {"rowid 4 breaks the CHECK", "rowids 4, 7 and 12 to 19 breaks the CHECK"},
           {"stopped after statement 1 of 9", "stopped after statement 12 of 20"},
           {"the copy (12 rows)", "the copy (1 row)"},
           {"as at a/m/7.sql:12: bad", "as at ../m/7.sql:14: bad"},
           {"3 more rows", "17 more rows"}}) {
    CAPTURE(then);
    CAPTURE(gist_of(then));
    CAPTURE(gist_of(now));
    CHECK(same(finding(then), finding(now)));
  }
}

TEST_CASE("a finding is another when its words or its names are") {
  for (const auto& [then, now] : std::vector<std::pair<std::string, std::string>>{
           {"1 row has NULL in column mail", "1 row has NULL in column name"},
           {"column a1 goes", "column a2 goes"},
           {"the log records 20240101, but", "the log records 20240102, but"},
           {"016_tokens has run", "017_tokens has run"},
           {"as at m/7.sql:12", "as at m/8.sql:12"},
           {"a", ""}}) {
    CAPTURE(then);
    CHECK_FALSE(same(finding(then), finding(now)));
  }
  CHECK_FALSE(same(finding("m", "users"), finding("m", "orders")));
  CHECK(same(finding("m", "users"), finding("m", "USERS")));
  CHECK_FALSE(same(finding("m", "users", "a.sql"), finding("m", "users", "b.sql")));
  CHECK_FALSE(same(finding("m", "users", "a.sql"), finding("m", "users")));
  CHECK(same(finding("m", "users", "x/../a.sql"), finding("m", "users", "/here/a.sql")));
  Finding other = finding("m");
  other.rule = "extra-object";
  CHECK_FALSE(same(finding("m"), other));
}

TEST_CASE("objects of one name on two tables are two") {
  const ObjectRef index{ObjectType::index, Identifier("i"), Identifier("t")};
  CHECK(full_name_of(index) == "index i on t");
  CHECK(full_name_of({}) == "database");
}

TEST_CASE("findings are written as a baseline that asks for reasons, and reads back") {
  Finding odd = finding("a \"b\"\n\x1b: 'c' # d\xFF", "we ird\n", "/here/m/1.sql");
  odd.line = 3;
  const std::string yaml = write_baseline({finding("m"), odd}, "ops", "/here");
  CHECK(yaml.starts_with(
      "# Each entry needs a reason, and the last day on which it counts: YYYY-MM-DD.\n"
      "format: plumbline.baseline/1\n"
      "accepted:\n"
      "  - rule: extra-table\n"
      "    object: table users\n"
      "    message: m\n"
      "    reason: \"\"\n"
      "    expires: \"\"\n"
      "  - rule: extra-table\n"));
  CHECK(yaml.find("    file: \"../m/1.sql\"\n") != std::string::npos);
  CHECK(complaint_of(yaml).starts_with("b.yaml:7:13: reason is empty"));

  std::string filled = yaml;
  for (const char* const key : {"reason: ", "expires: "}) {
    for (std::size_t at = filled.find(std::string(key) + "\"\""); at != std::string::npos;
         at = filled.find(std::string(key) + "\"\"")) {
      filled.replace(at, std::string(key).size() + 2, key + std::string("2027-01-01"));
    }
  }
  const Baseline baseline = read_baseline(filled, "ops/b.yaml");
  REQUIRE(baseline.entries.size() == 2);
  CHECK(speaks_of(baseline.entries[0], finding("m"), "/here"));
  CHECK(speaks_of(baseline.entries[1], odd, "/here"));
  CHECK_FALSE(speaks_of(baseline.entries[1], finding("m"), "/here"));
  CHECK(write_baseline({}, "", "/here").ends_with("\naccepted: []\n"));
}

}  // namespace plumbline
