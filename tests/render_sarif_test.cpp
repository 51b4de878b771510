// What stands in a SARIF log; that it is valid is another test's.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sarif_values.hpp"

namespace plumbline {

namespace {

nlohmann::json run_of(const Report& report) {
  return nlohmann::json::parse(render_report_sarif(report))["runs"][0];
}

nlohmann::json physical(const nlohmann::json& result) {
  return result["locations"][0]["physicalLocation"];
}

std::string print_of(const nlohmann::json& result) {
  return result["partialFingerprints"]["plumblineFinding/v1"];
}

}  // namespace

TEST_CASE("a result stands at the statement that causes it, with its text") {
  const auto run = run_of(foretold_failure());
  REQUIRE(run["results"].size() == 1);
  const auto& result = run["results"][0];
  CHECK(result["ruleId"] == "deploy-fails");
  CHECK(result["level"] == "error");
  CHECK(result["message"]["text"] == "the next start fails at statement 1 → do something about it");
  CHECK(physical(result)["artifactLocation"]["uri"] == "migrations/016_api_tokens.sql");
  CHECK(physical(result)["region"]["startLine"] == 3);
  CHECK(physical(result)["region"]["endLine"] == 6);
  CHECK(physical(result)["region"]["snippet"]["text"] ==
        foretold_failure().forecast->failure->place.sql);
  CHECK_FALSE(result.contains("suppressions"));
}

TEST_CASE("a rule brings its page and its usual level") {
  Report report = foretold_failure();
  report.findings[0].severity = Severity::note;  // as a policy may have it
  const auto rule = run_of(report)["tool"]["driver"]["rules"][0];
  CHECK(rule["id"] == "deploy-fails");
  CHECK(rule["defaultConfiguration"]["level"] == "error");
  CHECK(run_of(report)["results"][0]["level"] == "note");
  const std::string text = rule["shortDescription"]["text"];
  CHECK(text.ends_with("a statement fails there."));
  CHECK(holds(rule["fullDescription"]["text"], "SQLite's own"));
  CHECK_FALSE(holds(rule["fullDescription"]["text"], "When it is fine"));
  CHECK(holds(rule["help"]["markdown"], "**What to do instead.**"));
  CHECK(holds(rule["help"]["text"], "What to do instead."));
  CHECK_FALSE(holds(rule["help"]["text"], "**"));
  Report changed;
  changed.from = "app.db";
  changed.changes = foretold_drift().forecast->drift;
  const auto drift = run_of(changed)["tool"]["driver"]["rules"][0];
  CHECK(drift["shortDescription"]["text"] == "The schema differs from its target: add index.");
}

TEST_CASE("without a file a result is about the database, or the directory") {
  Report report = foretold(ForecastOutcome::succeeds);
  report.findings = {finding_of(Severity::warning)};
  CHECK(physical(run_of(report)["results"][0])["artifactLocation"]["uri"] == "app.db");
  CHECK_FALSE(physical(run_of(report)["results"][0]).contains("region"));
  const auto results = run_of(linted())["results"];
  CHECK(physical(results[2])["artifactLocation"]["uri"] == "migrations");
}

TEST_CASE("what is accepted is a result with its suppression") {
  Report report = foretold(ForecastOutcome::succeeds);
  report.accepted = accepted_findings();
  const auto results = run_of(report)["results"];
  REQUIRE(results.size() == 2);
  const auto comment = results[0]["suppressions"][0];
  CHECK(comment["kind"] == "inSource");
  CHECK(comment["status"] == "accepted");
  CHECK(comment["justification"] == "it has run everywhere");
  CHECK(comment["location"]["physicalLocation"]["artifactLocation"]["uri"] ==
        "migrations/001_init.sql");
  CHECK(comment["location"]["physicalLocation"]["region"]["startLine"] == 4);
  const auto list = results[1]["suppressions"][0];
  CHECK(list["kind"] == "external");
  CHECK_FALSE(list.contains("justification"));
  CHECK(list["location"]["physicalLocation"]["region"]["startLine"] == 9);
}

TEST_CASE("of a check nothing is a result twice, and what is accepted is no result of its own") {
  Report report = stopped_half_way();
  report.forecast = foretold_drift().forecast;
  report.changes = report.forecast->drift;
  CHECK(run_of(report)["results"].size() == 1);
  report.findings = {finding_of(Severity::error)};
  report.findings[0].file = "migrations/016_api_tokens.sql";
  CHECK(run_of(report)["results"].size() == 1);
  CHECK(run_of(report)["results"][0]["ruleId"] == "some-rule");
  report.accepted = {{report.findings[0], "plumbline.yaml:1", ""}};
  report.findings.clear();
  REQUIRE(run_of(report)["results"].size() == 1);
  CHECK(run_of(report)["results"][0].contains("suppressions"));
}

TEST_CASE("a fingerprint outlives new lines and other counts, and nothing else") {
  const auto print = [](const Report& report) { return print_of(run_of(report)["results"][0]); };
  const std::string before = print(foretold_losses());
  Report moved = foretold_losses();
  moved.findings[0].line += 40;
  for (Loss& loss : moved.forecast->losses) loss.place.line += 40;
  moved.findings[0].message = "9 rows of messages are deleted";
  CHECK(print(moved) == before);
  Report other = foretold_losses();
  for (Loss& loss : other.forecast->losses) loss.place.sql = "DELETE FROM users";
  CHECK(print(other) != before);
  other = foretold_losses();
  other.findings[0].file = "migrations/018.sql";
  CHECK(print(other) != before);
  Report twice = foretold_losses();
  twice.findings.push_back(twice.findings[0]);
  const auto results = run_of(twice)["results"];
  CHECK(print_of(results[0]) == before);
  CHECK(print_of(results[1]) != before);
}

TEST_CASE("a path is a URI reference, and one file has one") {
  CHECK(uri_of("migrations/0007 a.sql") == "migrations/0007%20a.sql");
  CHECK(uri_of("./app.db") == "app.db");
  CHECK(uri_of(".//app.db") == "app.db");
  CHECK(uri_of("../app.db") == "../app.db");
  CHECK(uri_of("/srv/app.db") == "file:///srv/app.db");
  CHECK(uri_of("a:b?c#d%\xff\n") == "a%3Ab%3Fc%23d%25%FF%0A");
}

TEST_CASE("a message holds no link") {
  CHECK(sarif_message("see [here](1)")["text"] == "see [here] (1)");
  CHECK(sarif_message("](](")["text"] == "] (] (");
}

}  // namespace plumbline
