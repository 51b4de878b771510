#include "tools/plumbline/html/drawing.hpp"

#include "tools/plumbline/html/marked_objects.hpp"
#include "tools/plumbline/html/run_filter.hpp"
#include "tools/plumbline/html/schema_dot.hpp"

namespace plumbline {

namespace {

/// More can be drawn, but not read. So many take dot less than a second, with a few arrows each.
constexpr std::size_t most_boxes = 150;
constexpr std::chrono::seconds longest_drawing(20);

/// Without every piece from `begin` to the `end` behind it.
std::string without(std::string text, std::string_view begin, std::string_view end) {
  for (std::size_t at = text.find(begin); at != text.npos; at = text.find(begin, at)) {
    const std::size_t behind = text.find(end, at);
    text.erase(at, behind == text.npos ? text.npos : behind + end.size() - at);
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string svg_of_page(const std::string& svg, const std::string& title) {
  const std::size_t begin = svg.find("<svg");
  const std::size_t end = svg.rfind("</svg>");
  if (begin == svg.npos || end == svg.npos || end < begin) return "";
  std::string text = svg.substr(begin, end + 6 - begin);
  // Comments name the version of dot, titles its own names of the boxes.
  text = without(without(text, "<!--", "-->\n"), "<title>", "</title>\n");
  const std::size_t inside = text.find('>');
  return "<svg role=\"img\" aria-labelledby=\"picture-title\"" + text.substr(4, inside - 4) +
         "><title id=\"picture-title\">" + escaped(title) + "</title>" + text.substr(inside + 1);
}

Drawing drawing_of(const Report& report) {
  if (!report.picture) return {};
  const MarkedObjects marked = marked_objects(report);
  const DrawnBoxes selection = boxes_to_draw(*report.picture, marked, most_boxes);
  if (selection.boxes.empty()) return {"", selection.left_out, ""};
  const std::string graph = schema_dot(*report.picture, marked, selection);
  const Filtered drawn = run_filter({"dot", "-Tsvg"}, graph, longest_drawing);
  const std::string svg = svg_of_page(drawn.output, "The schema as a picture");
  if (!svg.empty()) return {svg, "", selection.left_out};
  const std::string why = drawn.why_not.empty() ? "what it wrote is no picture" : drawn.why_not;
  return {"",
          "The picture is drawn by Graphviz's program dot: " + why +
              ". Install graphviz to have it drawn; the lists below say the same.",
          ""};
}

}  // namespace plumbline
