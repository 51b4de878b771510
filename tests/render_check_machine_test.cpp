// What programs read of a `check` and a `lint`.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

nlohmann::json json_of(const Report& report) {
  return nlohmann::json::parse(render_report_json(report));
}

}  // namespace

TEST_CASE("a forecast as JSON is as the contract shows it") {
  CHECK(json_of(stopped_half_way())["forecast"].dump() == R"({"outcome":"not-run"})");
  const auto forecast = json_of(foretold_failure())["forecast"];
  CHECK(forecast["outcome"] == "fails");
  CHECK(forecast["step"] == "016_api_tokens");
  CHECK(forecast["statement"] == 1);
  CHECK(forecast["file"] == "migrations/016_api_tokens.sql");
  CHECK(forecast["line"] == 3);
  CHECK(forecast["sql"] == foretold_failure().forecast->failure->place.sql);
  CHECK(forecast["error"] == "table \"_emdash_api_tokens\" already exists");
  CHECK(forecast["steps"].dump() == R"(["016_api_tokens"])");
  CHECK(forecast["rows"] == "full");
  CHECK(forecast["losses"].empty());
  CHECK(forecast["constraint"] == false);
  CHECK(forecast["drift"].empty());
}

TEST_CASE("a loss as JSON says its statement, and the forecast that of the gravest") {
  const auto forecast = json_of(foretold_losses())["forecast"];
  CHECK(forecast["outcome"] == "loses-rows");
  CHECK(forecast["step"] == "017_scopes");
  CHECK(forecast["statement"] == 4);
  CHECK_FALSE(forecast.contains("error"));
  REQUIRE(forecast["losses"].size() == 3);
  const auto expected = nlohmann::json::parse(
      R"({"table": "messages", "rows": 12430, "by": "cascade", "step": "017_scopes", "statement": 4,
          "file": "migrations/017_scopes.sql", "line": 12, "sql": "DROP TABLE users"})");
  CHECK(forecast["losses"][2] == expected);
  CHECK(forecast["losses"][1]["column"] == "user_id");
}

TEST_CASE("what is not known of a place is null") {
  Report report = foretold_failure();
  report.forecast->failure->place = {"016", "", 0, 0, ""};
  const auto forecast = json_of(report)["forecast"];
  for (const char* const key : {"statement", "file", "line", "sql"}) {
    REQUIRE(forecast.contains(key));
    CHECK(forecast[key].is_null());
  }
}

TEST_CASE("drift behind a deploy, accepted findings and rewrites as JSON") {
  const auto drift = json_of(foretold_drift())["forecast"]["drift"];
  CHECK(drift[0]["kind"] == "add-index");
  CHECK(drift[0]["object"]["name"] == "tokens_hash");
  Report report = linted();
  report.accepted = accepted_findings();
  const auto json = json_of(report);
  REQUIRE(json["accepted"].size() == 2);
  CHECK(json["accepted"][0]["rule"] == "rerun-fails");
  CHECK(json["accepted"][0]["by"] == "migrations/001_init.sql:4");
  CHECK(json["accepted"][0]["reason"] == "it has run everywhere");
  const auto rewrite = json["rewrites"][0];
  CHECK(rewrite["migration"] == "0002_visits");
  CHECK(rewrite["file"] == "migrations/0002_visits.sql");
  CHECK(rewrite["sql"] == linted().rewrites[0].text.sql);
  CHECK(rewrite["left"].dump() == R"(["statement 2 inserts a second row"])");
}

TEST_CASE("annotations of a check begin with the verdict") {
  CHECK(render_report_github(foretold_failure()) ==
        "::error title=check::the next deploy of app.db fails: statement 1 of 016_api_tokens "
        "(migrations/016_api_tokens.sql:3): table \"_emdash_api_tokens\" already exists\n"
        "::error title=deploy-fails,file=migrations/016_api_tokens.sql,line=3::the next start "
        "fails at statement 1 → do something about it\n");
  CHECK(render_report_github(foretold(ForecastOutcome::succeeds)) ==
        "::notice title=check::the next deploy of app.db succeeds: 2 migrations run, nothing is "
        "lost\n");
  CHECK(render_report_github(foretold(ForecastOutcome::not_run))
            .starts_with("::warning title=check::"));
}

TEST_CASE("annotations of a lint are its findings, gravest first, and none where there is none") {
  CHECK(render_report_github(linted()) ==
        "::error title=rerun-fails,file=migrations/0002_visits.sql,line=4::a second run fails → do "
        "something about it\n"
        "::warning title=duplicate-version::two files are version 3\n"
        "::notice title=some-note,file=migrations/0003_tags.sql,line=1::a remark → do something "
        "about it\n");
  Report clean = linted();
  clean.findings.clear();
  CHECK(render_report_github(clean).empty());
}

TEST_CASE("no name makes a workflow command of its own") {
  const std::string text = render_report_github(hostile_report());
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    CHECK(text.compare(at, 2, "::") == 0);
    CHECK(text.find(" title=", at) < text.find('\n', at));
  }
  CHECK_FALSE(holds(text, "\n::error::c"));
  CHECK_FALSE(holds(text, "\xff"));
}

TEST_CASE("github: an audit says what its rows say") {
  Report report;
  report.database.path = "app.db";
  report.forecast.emplace();
  report.audit.emplace();
  CHECK(render_report_github(report).starts_with(
      "::warning title=audit::app.db: 0 questions to its rows, none finds anything\n"));
}

}  // namespace plumbline
