// The comments of `check` and `lint` on a pull request.
#include <doctest/doctest.h>

#include "analyzer/declare/utf8.hpp"
#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/markdown_page.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

std::string markdown_of(const Report& report) {
  return render_check_markdown(report, next_steps_of_check(report, check_command()));
}

std::size_t count_in(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a deploy that fails, as a comment") {
  Report report = foretold_failure();
  report.accepted = {accepted_findings()[0]};
  CHECK(markdown_of(report) ==
        "**the next deploy of app.db fails: statement 1 of 016\\_api\\_tokens "
        "\\(migrations/016\\_api\\_tokens.sql:3\\): table \"\\_emdash\\_api\\_tokens\" already "
        "exists**\n"
        "\n"
        "statement 1 of 016\\_api\\_tokens \\(migrations/016\\_api\\_tokens.sql:3\\):\n"
        "\n"
        "```sql\n"
        "CREATE TABLE _emdash_api_tokens (\n"
        "  id TEXT PRIMARY KEY,\n"
        "  name TEXT NOT NULL\n"
        ")\n"
        "```\n"
        "\n"
        "| severity | rule | place | finding | remedy |\n"
        "|---|---|---|---|---|\n"
        "| error | deploy\\-fails | migrations/016\\_api\\_tokens.sql:3 | the next start fails at "
        "statement 1 | do something about it |\n"
        "\n"
        "The next start runs: 016\\_api\\_tokens, and stops there\n"
        "\n"
        "Migrations: 1 applied, 2 pending\n"
        "\n"
        "Next, to see what is unsafe in the migrations, and how they would be safe:\n"
        "\n"
        "    plumbline lint migrations\n"
        "\n"
        "<details><summary>accepted: 1 finding</summary>\n"
        "\n"
        "| rule | place | finding | accepted in | reason |\n"
        "|---|---|---|---|---|\n"
        "| rerun\\-fails | migrations/001\\_init.sql:5 | a second run fails | "
        "migrations/001\\_init.sql:4 | it has run everywhere |\n"
        "\n"
        "</details>\n");
}

TEST_CASE("losses and drift are tables of a comment") {
  CHECK(holds(markdown_of(foretold_losses()),
              "\n| lost | by | at |\n|---|---|---|\n"
              "| 12430 rows of messages | cascade | statement 4 of 017\\_scopes "
              "\\(migrations/017\\_scopes.sql:12\\) |\n"));
  CHECK(holds(markdown_of(foretold_drift()),
              "\nWhat would differ from the declared schema:\n\n| object | difference | class "
              "|\n|---|---|---|\n| index tokens\\_hash | add\\-index: "));
}

TEST_CASE("a lint as a comment has the safe text folded away") {
  CHECK(render_lint_markdown(linted()) ==
        "**1 of 3 migrations is not safe: 1 error, 1 warning**\n"
        "\n"
        "| severity | rule | place | finding | remedy |\n"
        "|---|---|---|---|---|\n"
        "| error | rerun\\-fails | migrations/0002\\_visits.sql:4 | a second run fails | do "
        "something about it |\n"
        "| warning | duplicate\\-version | database | two files are version 3 |  |\n"
        "| note | some\\-note | migrations/0003\\_tags.sql:1 | a remark | do something about it |\n"
        "\n"
        "<details><summary>0002_visits: safe to stop anywhere and to run again</summary>\n"
        "\n"
        "tables are made only where they are not there\n"
        "\n"
        "```sql\n"
        "CREATE TABLE IF NOT EXISTS visits (n INT);\n"
        "INSERT INTO visits VALUES ('a\n"
        "\tb');\n"
        "```\n"
        "\n"
        "Still not safe:\n"
        "\n"
        "- statement 2 inserts a second row\n"
        "\n"
        "</details>\n");
}

TEST_CASE("no row of backticks ends a block of SQL") {
  CHECK(fenced_sql("a") == "```sql\na\n```\n");
  CHECK(fenced_sql("```\na ````` b") == "``````sql\n```\na ````` b\n``````\n");
}

TEST_CASE("names stay in their cells, and write to nobody") {
  CHECK(markdown_text("@ada a@b <b>") == "@\u200bada a@b \\<b\\>");
  CHECK(html_text("</summary>&\n@ada") == "&lt;/summary&gt;&amp; @\u200bada");
  const std::string page = markdown_of(hostile_report());
  CHECK_FALSE(first_invalid_utf8(page));
  // Only ours, and those inside the fences, which are longer than any row of backticks in them.
  const std::size_t in_fences = 2;
  CHECK(count_in(page, "<details>") == 2);
  CHECK(count_in(page, "</details>") == 2 + in_fences);
  CHECK(count_in(page, "<script>") == in_fences);
  CHECK(count_in(page, "\n````sql\n") == in_fences);
  CHECK(count_in(page, "\n````\n") == in_fences);
  CHECK(count_in(page, "\n::error") == in_fences);
}

TEST_CASE("a comment is never longer than GitHub takes, and names what it leaves out") {
  Report report = linted();
  for (int i = 0; i < 500; ++i) {
    report.findings.push_back(report.findings[1]);
    report.findings.back().message = std::string(300, 'm');
    report.rewrites.push_back(report.rewrites[0]);
    report.rewrites.back().migration = "0100_" + std::string(200, '_');
    report.rewrites.back().text.sql = "SELECT '" + std::string(3'000, '`') + "'";
  }
  report.accepted = accepted_findings();
  const std::string page = render_lint_markdown(report);
  CHECK(page.size() <= MarkdownPage::most);
  CHECK(page.size() > MarkdownPage::most / 2);
  CHECK(holds(page, "**Left out, for a comment takes no more:** "));
  CHECK(holds(page, " findings, "));
  CHECK(holds(page, "the safe text of 0100\\_"));
  CHECK(page.ends_with(" more. `--format json` has all.\n"));
  CHECK(count_in(page, "<details>") == count_in(page, "</details>"));
  Report one = foretold_failure();
  one.forecast->failure->place.sql = std::string(70'000, 'x');
  one.forecast->failure->message = std::string(70'000, 'y');
  one.findings[0].message = std::string(70'000, 'z');
  const std::string cut = markdown_of(one);
  CHECK(cut.size() < 10'000);
  CHECK(holds(cut, "yyy…**\n"));
  CHECK(holds(cut, "zzz… |"));
  CHECK(holds(cut, "no more:** the statement that fails. `--format json`"));
}

}  // namespace plumbline
