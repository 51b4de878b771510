// What a person reads of a `lint`.
#include <doctest/doctest.h>

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sql_block.hpp"

namespace plumbline {

TEST_CASE("unsafe migrations, as text: each with its findings and the safe text to copy") {
  CHECK(render_lint_text(linted(), plain_style()) ==
        "1 of 3 migrations is not safe: 1 error, 1 warning\n"
        "\n"
        "warning: duplicate-version: two files are version 3\n"
        "\n"
        "0002_visits (migrations/0002_visits.sql)\n"
        "error: rerun-fails: migrations/0002_visits.sql:4: a second run fails\n"
        "  → do something about it\n"
        "\n"
        "-- safe to stop anywhere and to run again: tables are made only where they are not there\n"
        "CREATE TABLE IF NOT EXISTS visits (n INT);\n"
        "INSERT INTO visits VALUES ('a\n"
        "\tb');\n"
        "-- still not safe: statement 2 inserts a second row\n"
        "\n"
        "0003_tags (migrations/0003_tags.sql)\n"
        "note: some-note: migrations/0003_tags.sql:1: a remark\n"
        "  → do something about it\n");
}

TEST_CASE("safe migrations say so in one line") {
  Report report = linted();
  report.rewrites.clear();
  report.findings.clear();
  CHECK(render_lint_text(report, plain_style()) == "3 migrations looked at: nothing unsafe\n");
  report.migrations.resize(1);
  report.findings = {linted().findings[2]};
  CHECK(headline_of_lint(report) == "1 migration looked at: 1 warning");
  report.findings.clear();
  report.accepted = {accepted_findings()[1]};
  CHECK(render_lint_text(report, plain_style()) ==
        "1 migration looked at: nothing unsafe\n"
        "\n"
        "accepted: 1 finding\n"
        "  drops-column: migrations/001_init.sql:5: drops a column (plumbline.yaml:9)\n");
}

TEST_CASE("SQL that a terminal would obey is spelled out, and said not to be the text itself") {
  CHECK(sql_block("a\r\n\tb\x1b\xe2\x80\xae") == "a\n\tb\\x1b\\u202e\n");
  CHECK(is_shown_as_it_is("a\n\tb"));
  CHECK(is_shown_as_it_is("a\n\tb\n"));
  CHECK_FALSE(is_shown_as_it_is("a\r\nb"));
  CHECK_FALSE(is_shown_as_it_is("\xff"));
  Report report = linted();
  report.rewrites[0].text.sql = "SELECT '\x1b[31m'";
  CHECK(holds(render_lint_text(report, plain_style()),
              "\n-- some characters are spelled out here; --format json has the text as it is\n"
              "SELECT '\\x1b[31m'\n"));
}

}  // namespace plumbline
