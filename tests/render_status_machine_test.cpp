// What programs read of a `status`.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/status_samples.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

nlohmann::json json_of(const Report& report) {
  return nlohmann::json::parse(render_report_json(report));
}

}  // namespace

TEST_CASE("a status as JSON is as the contract shows it") {
  Report report = stopped_half_way();
  report.migrations[2].flags = {MigrationFlag::dirty, MigrationFlag::out_of_order};
  const auto json = json_of(report);
  CHECK(json["logs"].dump() ==
        R"([{"recorded":2,"runner":"kysely","table":"_emdash_migrations"}])");
  CHECK(json["cuts"].dump() == R"([{"after_statement":1,"migration":"016_api_tokens"}])");
  REQUIRE(json["migrations"].size() == 4);
  const auto& migration = json["migrations"][2];
  CHECK(migration["id"] == "016_api_tokens");
  CHECK(migration["file"] == "migrations/016_api_tokens.sql");
  CHECK(migration["recorded"] == false);
  CHECK(migration["state"] == "partial");
  CHECK(migration["flags"].dump() == R"(["out-of-order","dirty"])");
  CHECK(migration["statements"].dump() == R"({"applied":1,"total":3})");
  CHECK(migration["verdicts"][0].dump() ==
        R"({"evidence":"table api_tokens is there","line":3,"statement":1,"verdict":"applied"})");
  CHECK(migration["verdicts"][2]["line"].is_null());
  CHECK(migration["verdicts"][2]["verdict"] == "data-only");
}

TEST_CASE("a record without a file has none in JSON, and findings are what is not settled") {
  Report report = with_state(MigrationState::cannot_tell);
  report.migrations[1].file.clear();
  CHECK(json_of(report)["migrations"][1]["file"].is_null());
  CHECK(json_of(report)["verdict"] == "findings");
  CHECK(json_of(with_state(MigrationState::pending))["verdict"] == "clean");
}

TEST_CASE("an annotation stands at the first statement that has not run") {
  CHECK(render_report_github(stopped_half_way()) ==
        "::error title=partial,file=migrations/016_api_tokens.sql,line=8::016_api_tokens stopped "
        "after statement 1 of 3: its log row is missing\n");
  Report report = stopped_half_way();
  report.cuts.clear();
  CHECK(holds(render_report_github(report), "line=8::016_api_tokens is half-done"));
  report.cuts = {{"016_api_tokens", 3}};
  CHECK_FALSE(holds(render_report_github(report), "line="));
  CHECK(render_report_github(with_state(MigrationState::pending)).empty());
}

TEST_CASE("a state is a result of SARIF under its own word") {
  const auto run = nlohmann::json::parse(render_report_sarif(stopped_half_way()))["runs"][0];
  REQUIRE(run["tool"]["driver"]["rules"].size() == 1);
  CHECK(run["tool"]["driver"]["rules"][0]["id"] == "partial");
  CHECK(run["tool"]["driver"]["rules"][0]["help"]["text"] ==
        "Log, files and schema disagree on a migration: it is partial.");
  REQUIRE(run["results"].size() == 1);
  const auto& result = run["results"][0];
  CHECK(result["ruleId"] == "partial");
  CHECK(result["level"] == "error");
  const auto& place = result["locations"][0];
  CHECK(place["physicalLocation"]["artifactLocation"]["uri"] == "migrations/016_api_tokens.sql");
  CHECK(place["physicalLocation"]["region"]["startLine"] == 8);
  CHECK(place["logicalLocations"][0]["kind"] == "migration");
  Report lost = with_state(MigrationState::recorded_but_absent);
  lost.migrations[1].file.clear();
  lost.findings = {finding_of(Severity::warning)};
  const auto results = nlohmann::json::parse(render_report_sarif(lost))["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  for (const auto& entry : results) {
    CHECK(entry["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "app.db");
  }
}

}  // namespace plumbline
