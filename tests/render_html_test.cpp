#include "tools/plumbline/html/render_html.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "analyzer/declare/utf8.hpp"
#include "tests/check_samples.hpp"
#include "tests/page_samples.hpp"
#include "tests/status_samples.hpp"

namespace plumbline {
namespace {

const Drawing no_drawing;

std::string page_of(const Report& report) { return render_html(report, {}, no_drawing); }

std::size_t count_in(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// What stands between the two, of the first place where both are.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin);
  if (at == text.npos) return "(not there)";
  const std::size_t from = at + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

std::string badge_of(const Report& report) {
  return between(page_of(report), "<p class=\"badge\">", "</p>");
}

std::string headline_of_page(const Report& report) {
  return between(page_of(report), "<h1 id=\"verdict-title\">", "</h1>");
}

/// An audit that found nothing.
Report sound() {
  Report report = with_state(MigrationState::applied);
  report.audit.emplace();
  report.audit->opened = "read-only";
  report.audit->checks = {{"rows-with-null",
                           {},
                           "x is never NULL",
                           false,
                           "SELECT 1",
                           CheckOutcome::holds,
                           0,
                           false,
                           {},
                           {},
                           ""}};
  return report;
}

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("html: the pages that a browser looks at are written where they are asked for") {
  const char* const folder = std::getenv("PLUMBLINE_PAGES");
  if (folder == nullptr) return;
  const std::filesystem::path pages = folder;
  write(pages / "shop.html", render_html(audited_shop(), steps_of_shop()));
  write(pages / "hostile.html", render_html(hostile_audit(), {{"why", "command", true}}));
  write(pages / "lint.html", render_html(linted(), {}));
  Report many = audited_shop();
  for (int i = 0; i < 3'000; ++i) {
    many.findings.push_back(finding_of(Severity::note));
    many.findings.back().line = i;
    many.findings.back().file = "f.sql";
  }
  write(pages / "many.html", render_html(many, {}));
  write(pages / "well.html", render_html(foretold(ForecastOutcome::succeeds), {}));
  CHECK(std::filesystem::exists(pages / "well.html"));
}

TEST_CASE("html: the verdict is for somebody who reads nothing else") {
  CHECK(badge_of(foretold_failure()) == "Do not deploy");
  CHECK(headline_of_page(foretold_failure()) ==
        "The next deploy of app.db fails: statement 1 of 016_api_tokens "
        "(migrations/016_api_tokens.sql:3): table &quot;_emdash_api_tokens&quot; already exists");
  CHECK(badge_of(foretold(ForecastOutcome::succeeds)) == "Go ahead");
  CHECK(badge_of(foretold(ForecastOutcome::not_run)) == "Not known");
  CHECK(badge_of(linted()) == "Not safe");
  CHECK(headline_of_page(linted()) == "1 of 3 migrations is not safe: 1 error, 1 warning");
  CHECK(badge_of(sound()) == "All well");
  CHECK(headline_of_page(sound()) == "app.db: nothing to mend");
}

TEST_CASE("html: an audit tells first what its rows break, then the rest") {
  Report report = sound();
  report.changes = {{AddTable{Identifier("t")}, ChangeClass::drift}};
  CHECK(badge_of(report) == "Have a look");
  CHECK(headline_of_page(report) == "The schema of app.db has drifted");
  report.findings = {finding_of(Severity::warning)};
  CHECK(headline_of_page(report) == "app.db: 1 warning");
  report.findings = {finding_of(Severity::error)};
  CHECK(badge_of(report) == "Mend this");
  report.forecast = foretold_failure().forecast;
  CHECK(headline_of_page(report).starts_with("The next deploy of app.db fails"));
  report.audit->checks.front().outcome = CheckOutcome::broken;
  CHECK(headline_of_page(report) == "Rows of app.db break a constraint");
}

TEST_CASE("html: what has no answer is never well, and is named at the top") {
  Report report = sound();
  CHECK_FALSE(holds(page_of(report), "class=\"incomplete\""));
  report.audit->not_finished = {"integrity_check"};
  CHECK(badge_of(report) == "Not known");
  CHECK(headline_of_page(report) == "app.db: nothing to mend so far");
  report.audit->checks.front().outcome = CheckOutcome::not_finished;
  const std::string note = between(page_of(report), "class=\"incomplete\"", "</div>");
  CHECK(holds(note, "<li>integrity_check</li><li>1 question to the rows</li>"));
  report.audit->not_finished.clear();
  report.audit->checks.front().outcome = CheckOutcome::failed;
  CHECK(badge_of(report) == "Not known");
  CHECK_FALSE(holds(page_of(report), "class=\"incomplete\""));
}

TEST_CASE("html: each part is there when there is something to say, with a way to it") {
  const std::string whole = render_html(audited_shop(), steps_of_shop(), {"<svg></svg>", "", ""});
  const std::string bare = page_of(foretold(ForecastOutcome::nothing_to_run));
  for (const char* const part : {"next", "findings", "checks", "since", "changes", "schema",
                                 "dependencies", "accepted", "notes"}) {
    CAPTURE(part);
    CHECK(count_in(whole, std::string("<section id=\"") + part + "\"") == 1);
    CHECK(count_in(whole, std::string("<a href=\"#") + part + "\"") >= 1);
    CHECK_FALSE(holds(bare, std::string("<section id=\"") + part + "\""));
    CHECK_FALSE(holds(bare, std::string("<a href=\"#") + part + "\""));
  }
  for (const char* const part : {"verdict", "forecast", "migrations"}) {
    CHECK(count_in(whole, std::string("<section id=\"") + part + "\"") == 1);
    CHECK(count_in(bare, std::string("<section id=\"") + part + "\"") == 1);
  }
  CHECK_FALSE(holds(whole, "{{"));
}

TEST_CASE("html: a question to the rows has its answer, its rows and its query") {
  const std::string page = page_of(audited_shop());
  const std::string rows = between(page, "<section id=\"checks\"", "</section>");
  CHECK(count_in(rows, "<li class=\"check bad\">") == 2);
  CHECK(count_in(rows, "<li class=\"check open\">") == 2);
  CHECK(count_in(rows, "<li class=\"check good\">") == 1);
  CHECK(holds(rows, "<span class=\"amount\">3 rows</span>"));
  CHECK(holds(rows, "<dt>Rowids</dt><dd><code>4, 7, 9</code></dd>"));
  CHECK(holds(rows, "<span class=\"amount\">at least 1000 rows</span>"));
  CHECK(holds(rows, "<dt>First rowids</dt><dd><code>12, 13, 14, 15, 16</code></dd>"));
  CHECK(holds(rows, "<li><code>&apos;seventy-nine&apos;</code></li>"));
  CHECK(holds(rows, "no such function: app_minimum"));
  CHECK(holds(rows, "SELECT c.rowid, c.*\nFROM &quot;order_lines&quot; AS c\nWHERE"));
  CHECK(holds(rows, "1 question answered: it holds"));
  // What is broken comes first, what has no answer next.
  CHECK(rows.find("email is never NULL") < rows.find("price &gt;= app_minimum()"));
  CHECK(rows.find("price &gt;= app_minimum()") < rows.find("placed_at) is unique"));
}

TEST_CASE("html: each statement of a migration has its verdict and its evidence") {
  const std::string page = page_of(audited_shop());
  const std::string part = between(page, "<section id=\"migrations\"", "</section>");
  CHECK(holds(part,
              "<tr><th scope=\"row\">2</th><td>8</td><td><span class=\"tag open\">pending"
              "</span></td><td>index api_tokens_user is not there</td></tr>"));
  CHECK(
      holds(part, "partial, 1 of 3 statements applied, not recorded; the next start stops in it"));
  CHECK(count_in(part, "<details open>") == 1);
}

TEST_CASE("html: a long history is folded") {
  std::vector<MigrationStatus> migrations;
  for (int i = 100; i < 180; ++i) {
    migrations.push_back(migration_of(std::to_string(i) + "_x", MigrationState::applied));
  }
  migrations.push_back(half_done());
  const std::string page = page_of(status_of(migrations));
  CHECK(holds(page,
              "<summary><code class=\"id\">100_x … 179_x</code> "
              "<span class=\"state\">80 applied</span></summary>"));
  CHECK(count_in(page, "<li class=\"migration ") == 81);
}

TEST_CASE("html: what changed since a snapshot names the migration, or that none is known") {
  const std::string page = page_of(audited_shop());
  const std::string part = between(page, "<section id=\"since\"", "</section>");
  CHECK(holds(part, "<dt>Then</dt><dd>2026-10-01T08:00:00Z</dd>"));
  CHECK(holds(part, "<span class=\"origin\">by <code>015_x</code></span>"));
  CHECK(holds(part, "<span class=\"origin\">by no migration that is known</span>"));
  CHECK_FALSE(holds(between(page, "<section id=\"changes\"", "</section>"), "class=\"origin\""));
}

TEST_CASE("html: dependencies are told both ways") {
  const std::string page = page_of(audited_shop());
  const std::string part = between(page, "<section id=\"dependencies\"", "</section>");
  const std::string orders =
      between(part, "<li><code class=\"object\">table orders</code>", "</li>");
  CHECK(holds(orders, "depends on</dt><dd><span class=\"link\"><code>table customers</code>"));
  CHECK(holds(orders, "needed by</dt><dd><span class=\"link\"><code>table order_lines</code>"));
  CHECK(holds(orders, "<code>trigger orders_total</code> <span class=\"how\">writes</span>"));
  CHECK(holds(part, "1 other object hangs on nothing, and nothing on it."));
}

TEST_CASE("html: without a picture the page says why, and has the lists") {
  const std::string page = render_html(audited_shop(), {}, {"", "dot is not here.", ""});
  CHECK(holds(page, "<p class=\"undrawn\">dot is not here.</p>"));
  CHECK(holds(page, "<section id=\"dependencies\""));
}

TEST_CASE("html: whatever is in a report stays text") {
  const Report report = hostile_audit();
  const std::string page =
      render_html(report, {{hostile_text(), hostile_text(), true}}, no_drawing);
  CHECK_FALSE(first_invalid_utf8(page).has_value());
  CHECK(count_in(page, "<script") == 1);
  CHECK(count_in(page, "</script") == 1);
  CHECK(count_in(page, "</style") == 1);
  CHECK(count_in(page, "<img") == 0);
  CHECK(count_in(page, "</title>") == 1);
  CHECK(count_in(page, "&lt;script&gt;alert(1)&lt;/script&gt;") > 30);
  for (const char* const trick : {"\x1b", "\x07", "\xe2\x80\xae", "\xc2\x9b", "\r"}) {
    CHECK(count_in(page, trick) == 0);
  }
}

TEST_CASE("html: an attribute cannot be left") {
  Report report = foretold_failure();
  report.findings.front().rule = "\" onclick=\"alert(1)";
  report.database.path = "\" onload='alert(1)' x=\"";
  const std::string page = page_of(report);
  CHECK_FALSE(holds(page, "\" on"));
  CHECK_FALSE(holds(page, "' on"));
}

TEST_CASE("html: the policy lets this style and this script run, and nothing else") {
  const std::string page = page_of(sound());
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\">");
  CHECK(policy.starts_with("default-src &apos;none&apos;; style-src &apos;sha256-"));
  CHECK_FALSE(holds(policy, "unsafe"));
  CHECK(count_in(policy, "sha256-") == 2);
  CHECK_FALSE(holds(page, "http://"));
  CHECK_FALSE(holds(page, "https://"));
}

TEST_CASE("html: the same report gives the same bytes") {
  CHECK(page_of(audited_shop()) == page_of(audited_shop()));
  CHECK(page_of(hostile_audit()) == page_of(hostile_audit()));
}

}  // namespace plumbline
