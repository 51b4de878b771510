#include "analyzer/history/files/cut_sections.hpp"

#include <algorithm>
#include <array>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::string_view breakpoint_mark = "--> statement-breakpoint";

/// Marks without blanks and in lower case: that is how lines are compared with them.
struct Marks {
  Sections sections;
  std::string_view up, down;
  std::string_view no_transaction_line;  ///< a line of its own …
  std::string_view no_transaction_word;  ///< … or a word behind the mark
  std::string_view shown;
};
constexpr std::array<Marks, 3> all_marks = {
    {{Sections::goose, "--+gooseup", "--+goosedown", "--+goosenotransaction", "", "-- +goose Up"},
     {Sections::dbmate, "--migrate:up", "--migrate:down", "", "transaction:false", "-- migrate:up"},
     {Sections::sql_migrate, "--+migrateup", "--+migratedown", "", "notransaction",
      "-- +migrate Up"}}};

const Marks* marks_of(Sections sections) {
  const auto found = std::ranges::find(all_marks, sections, &Marks::sections);
  return found == all_marks.end() ? nullptr : &*found;
}

/// A comment line without blanks in lower case; empty for every other line.
std::string comment_line(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || !line.substr(first).starts_with("--")) return "";
  std::string kept;
  for (const char c : line) {
    if (c != ' ' && c != '\t') kept += ascii_lower(c);
  }
  return kept;
}

enum class Part { neither, up, down };

/// Walks the lines; writes each into the part that is open, blanks into the other.
class Cutter {
 public:
  Cutter(std::string_view text, const Marks& marks) : text_(text), marks_(marks) {
    cut_.up.reserve(text.size());
    cut_.down.reserve(text.size());
  }

  CutText run() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::size_t at = 0;
    if (text_.starts_with(byte_order_mark)) {
      at = byte_order_mark.size();
      cut_.up = cut_.down = byte_order_mark;
    }
    while (at < text_.size()) {
      const TextLine line = line_at(text_, at);
      const bool is_mark = read_mark(comment_line(line.text));
      if (is_mark) first_mark_ = std::min(first_mark_, at);
      append(is_mark ? Part::neither : part_, text_.substr(at, line.next - at));
      at = line.next;
    }
    // A file with nothing but a mark of the way back goes forward up to there.
    if (!cut_.marked) cut_.up = blanked_outside(text_, 0, first_mark_);
    return std::move(cut_);
  }

 private:
  bool read_mark(const std::string& line) {
    if (line.empty()) return false;
    const bool whole_file =
        !marks_.no_transaction_line.empty() && line.starts_with(marks_.no_transaction_line);
    const bool up = line.starts_with(marks_.up);
    if (!whole_file && !up && !line.starts_with(marks_.down)) return false;
    const bool word = !marks_.no_transaction_word.empty() &&
                      line.find(marks_.no_transaction_word) != std::string::npos;
    cut_.no_transaction |= whole_file || (up && word);
    cut_.marked |= up;
    if (!whole_file) part_ = up ? Part::up : Part::down;
    return true;
  }

  void append(Part part, std::string_view line) {
    const std::string blanks = blanked_outside(line, 0, 0);
    cut_.up += part == Part::up ? line : blanks;
    cut_.down += part == Part::down ? line : blanks;
  }

  std::string_view text_;
  const Marks& marks_;
  CutText cut_;
  Part part_ = Part::neither;
  std::size_t first_mark_ = std::string_view::npos;
};

/// Each breakpoint made a semicolon, which ends a statement for SQLite as well.
std::string with_semicolons(std::string_view text) {
  std::string result(text);
  for (std::size_t at = result.find(breakpoint_mark); at != std::string::npos;
       at = result.find(breakpoint_mark, at)) {
    result.replace(at, breakpoint_mark.size(), breakpoint_mark.size(), ' ');
    result[at] = ';';
  }
  return result;
}

}  // namespace

TextLine line_at(std::string_view text, std::size_t offset) {
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  std::string_view line = text.substr(offset, end - offset);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return {line, offset, std::min(end + 1, text.size())};
}

std::string blanked_outside(std::string_view text, std::size_t begin, std::size_t end) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if ((i < begin || i >= end) && result[i] != '\n') result[i] = ' ';
  }
  return result;
}

CutText cut_sections(std::string_view text, Sections sections) {
  if (sections == Sections::breakpoint) return {with_semicolons(text), "", false, false};
  const Marks* marks = marks_of(sections);
  if (marks == nullptr) return {std::string(text), "", false, false};
  return Cutter(text, *marks).run();
}

Sections sections_by_marks(std::string_view text) {
  if (text.find("--") == std::string_view::npos) return Sections::whole;
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    const std::string comment = comment_line(line.text);
    for (const Marks& marks : all_marks) {
      if (comment.starts_with(marks.up) || comment.starts_with(marks.down)) return marks.sections;
    }
    at = line.next;
  }
  const bool breakpoints = text.find(breakpoint_mark) != std::string_view::npos;
  return breakpoints ? Sections::breakpoint : Sections::whole;
}

std::string forward_mark(Sections sections) {
  const Marks* marks = marks_of(sections);
  return marks == nullptr ? "" : std::string(marks->shown);
}

}  // namespace plumbline
