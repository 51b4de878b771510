#include <algorithm>

#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Lines of commentary. A line break in a name must not end the comment, so whatever is not a line
/// of its own on purpose is spelled out.
void append_comment(std::string& out, const std::string& text) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    out += start == end ? "--" : "-- ";
    append_visible(out, std::string_view(text).substr(start, end - start));
    out += '\n';
    start = end + 1;
  }
}

std::string described(const HazardNote& note) {
  std::string text = to_string(note.hazard) + ": " + note.table.text();
  if (note.column) text += "." + note.column->text();
  return text + ", " + std::to_string(note.rows) + (note.rows == 1 ? " row" : " rows");
}

/// Comments stand before a statement, never behind one: SQLite stores the text of some statements
/// with what follows them.
void append_statement(std::string& out, const Statement& statement) {
  out += '\n';
  if (!statement.why.empty()) append_comment(out, statement.why);
  for (const HazardNote& note : statement.hazards) {
    append_comment(out, "hazard: " + described(note));
  }
  out += terminated(statement.sql) + "\n";
}

}  // namespace

std::string render_plan_sql(const Plan& plan) {
  std::string out;
  if (plan.statements.empty()) return out;
  for (const std::string& line : plan.header) append_comment(out, line);
  for (const Statement& statement : plan.statements) append_statement(out, statement);
  return out;
}

}  // namespace plumbline
