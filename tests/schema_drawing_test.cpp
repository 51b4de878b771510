// The picture of the page: which boxes, in which words and classes, and the program that draws it.
#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/page_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/html/drawing.hpp"
#include "tools/plumbline/html/run_filter.hpp"
#include "tools/plumbline/html/schema_dot.hpp"

namespace plumbline {
namespace {

constexpr std::chrono::seconds long_enough(20);

BoxName table(const char* name) { return {ObjectType::table, Identifier(name)}; }

std::string dot_of(const Report& report) {
  const MarkedObjects marked = marked_objects(report);
  return schema_dot(*report.picture, marked, boxes_to_draw(*report.picture, marked, 100));
}

Report with_tables(std::size_t count) {
  Report report;
  report.picture.emplace();
  for (std::size_t i = 0; i < count; ++i) {
    const Identifier name("t" + std::to_string(i));
    report.picture->schema.tables[name].name = name;
  }
  return report;
}

/// PATH as it is given, until the end of the scope.
class Path {
 public:
  explicit Path(const char* path) : before_(std::getenv("PATH")) { setenv("PATH", path, 1); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;
  ~Path() { setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

}  // namespace

TEST_CASE("drawing: what differs and what has findings stands out, each in its way") {
  const MarkedObjects marked = marked_objects(audited_shop());
  CHECK(marked.drifted == std::set<BoxName>{table("orders"), table("reviews")});
  CHECK(marked.found == std::set<BoxName>{table("customers"), table("order_lines")});
  CHECK(marked.columns == std::set<std::pair<Identifier, Identifier>>{
                              {Identifier("orders"), Identifier("total")},
                              {Identifier("customers"), Identifier("email")}});
}

TEST_CASE("drawing: an index counts for its table, also where only the schema knows that") {
  Report report = audited_shop();
  Index& index = report.picture->schema.tables[Identifier("products")].indexes[Identifier("i")];
  index.name = Identifier("i");
  index.table = Identifier("products");
  report.findings = {finding_of(Severity::warning)};
  report.findings.front().object = {ObjectType::index, Identifier("i"), {}};
  CHECK(marked_objects(report).found == std::set<BoxName>{table("products")});
  report.findings.front().object.name = Identifier("elsewhere");
  CHECK(marked_objects(report).found.empty());
}

TEST_CASE("drawing: a box says in words and by its class what is so") {
  const std::string dot = dot_of(audited_shop());
  CHECK(holds(dot, "[class=\"table missing drifted\", label=<"));
  CHECK(holds(dot, "<B>reviews</B>  <FONT COLOR=\"#990000\">≠ drifted, not there</FONT>"));
  CHECK(holds(dot, "[class=\"table found\", label=<"));
  CHECK(holds(dot, "<B>order_lines</B>  <FONT COLOR=\"#990000\">! finding</FONT>"));
  CHECK(holds(dot, "<FONT COLOR=\"#990000\">≠ </FONT>total</TD>"));
  CHECK(holds(dot, "<U>id</U>"));
  CHECK(holds(dot, "[class=\"references\", label=\"on delete cascade\"]"));
  CHECK(holds(dot, "[class=\"writes\", style=dashed, label=\"writes\"]"));
}

TEST_CASE("drawing: a parent that is not there is drawn, and is said to be missing") {
  Report report = with_tables(1);
  ForeignKey key;
  key.columns = {Identifier("x")};
  key.parent = Identifier("gone");
  report.picture->schema.tables.begin()->second.foreign_keys = {key};
  const std::string dot = dot_of(report);
  CHECK(holds(dot, "[class=\"table missing\", label=<"));
  CHECK(holds(dot, "<B>gone</B>  <FONT COLOR=\"#990000\">not there</FONT>"));
  CHECK(holds(dot, "b1:t -> b0:t [class=\"references\"]"));
}

TEST_CASE("drawing: of a wide table the columns that matter are shown") {
  Report report = with_tables(1);
  Table& wide = report.picture->schema.tables.begin()->second;
  for (int i = 0; i < 80; ++i) {
    wide.columns.push_back({});
    wide.columns.back().name = Identifier("c" + std::to_string(i));
  }
  wide.primary_key.emplace();
  wide.primary_key->columns = {{Identifier("c79"), std::nullopt, "", false}};
  const std::string dot = dot_of(report);
  CHECK(holds(dot, ">c23<"));
  CHECK_FALSE(holds(dot, ">c24<"));
  CHECK(holds(dot, "<U>c79</U>"));
  CHECK(holds(dot, "… and 55 more columns"));
}

TEST_CASE("drawing: names are no markup, no escapes and no ends of anything") {
  Report report = with_tables(0);
  const Identifier name("\\N</TD>]\"&\n\x1b\xff\xef\xbf\xbf");
  report.picture->schema.tables[name].name = name;
  const std::string text = R"(\\N&lt;/TD&gt;]&quot;&amp;\\n\\x1b)";
  CHECK(holds(dot_of(report), "<B>" + text + "\ufffd\ufffd</B>"));
}

TEST_CASE("drawing: of too many objects those that stand out are drawn, with their neighbours") {
  Report report = with_tables(200);
  std::map<Identifier, Table>& tables = report.picture->schema.tables;
  ForeignKey key;
  key.parent = Identifier("t7");
  tables.at(Identifier("t9")).foreign_keys = {key};
  CHECK(boxes_to_draw(*report.picture, {}, 200).boxes.size() == 200);
  CHECK(boxes_to_draw(*report.picture, {}, 200).left_out.empty());
  CHECK(boxes_to_draw(*report.picture, {}, 199).boxes.empty());
  CHECK(boxes_to_draw(*report.picture, {}, 199).left_out ==
        "200 objects: too many for a picture, and none of them stands out.");
  MarkedObjects marked;
  marked.drifted = {table("t7")};
  const DrawnBoxes some = boxes_to_draw(*report.picture, marked, 199);
  CHECK(some.boxes == std::set<BoxName>{table("t7"), table("t9")});
  CHECK(
      some.left_out ==
      "Drawn are 2 of 200 objects: what stands out, with its neighbours as far as there is room.");
  CHECK(boxes_to_draw(*report.picture, marked, 1).boxes == std::set<BoxName>{table("t7")});
}

TEST_CASE("drawing: shadow tables are left out") {
  Report report = with_tables(2);
  report.picture->schema.tables.begin()->second.kind = TableKind::shadow;
  CHECK(boxes_to_draw(*report.picture, {}, 9).boxes == std::set<BoxName>{table("t1")});
}

TEST_CASE("drawing: the SVG is cut down to the element") {
  const std::string file =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<!-- Generated by graphviz 2.43 -->\n"
      "<svg width=\"8pt\">\n<!-- b0 -->\n<g><title>b0</title>\n<text>a</text></g></svg>\n";
  CHECK(svg_of_page(file, "A & <b>") ==
        "<svg role=\"img\" aria-labelledby=\"picture-title\" width=\"8pt\">"
        "<title id=\"picture-title\">A &amp; &lt;b></title>\n<g><text>a</text></g></svg>");
  CHECK(svg_of_page("", "t").empty());
  CHECK(svg_of_page("dot: no such thing", "t").empty());
  CHECK(svg_of_page("</svg><svg>", "t").empty());
}

TEST_CASE("drawing: where dot is not to be had, that is said") {
  const Path nowhere("/nowhere");
  const Drawing drawing = drawing_of(audited_shop());
  CHECK(drawing.svg.empty());
  CHECK(drawing.why_not ==
        "The picture is drawn by Graphviz's program dot: it cannot be started: No such file or "
        "directory. Install graphviz to have it drawn; the lists below say the same.");
  CHECK(drawing_of(Report{}).why_not.empty());
}

TEST_CASE("filter: what goes in comes out, however much it is") {
  std::string much;
  for (int i = 0; i < 300'000; ++i) much += std::to_string(i) + '\n';
  const Filtered same = run_filter({"cat"}, much, long_enough);
  CHECK(same.why_not.empty());
  CHECK(same.output == much);
  CHECK(run_filter({"tr", "a-z", "A-Z"}, "ab; $(c) `d`", long_enough).output == "AB; $(C) `D`");
  CHECK(run_filter({"cat"}, "", long_enough).output.empty());
}

TEST_CASE("filter: a program that fails, stays or does not listen ends with a reason") {
  CHECK(run_filter({"false"}, "x", long_enough).why_not == "it failed");
  CHECK(run_filter({"sleep", "60"}, "x", std::chrono::milliseconds(50)).why_not ==
        "it took too long");
  const Filtered deaf = run_filter({"true"}, std::string(4'000'000, 'x'), long_enough);
  CHECK(deaf.why_not.empty());
  CHECK(deaf.output.empty());
  CHECK(run_filter({"/nowhere/dot"}, "x", long_enough).why_not ==
        "it cannot be started: No such file or directory");
}

}  // namespace plumbline
