#include "tools/plumbline/markdown_page.hpp"

#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Kept free for the list of what is left out.
constexpr std::size_t reserve = 2'000;
/// So many are named, the others counted.
constexpr std::size_t most_named = 8;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_cell = 1'500;

std::string line_of(MarkdownPage::Row row) {
  for (std::string& cell : row) cell = shortened(cell, longest_cell);
  std::string line;
  append_row(line, row);
  return valid_utf8(line);
}

}  // namespace

bool MarkdownPage::fits(std::size_t length) const {
  return text_.size() + length <= most - reserve;
}

void MarkdownPage::leave_out(const std::string& name) {
  left_out_.push_back(valid_utf8(markdown_text(shortened(name, longest_name))));
}

void MarkdownPage::add(std::string_view text, const std::string& name) {
  const std::string valid = valid_utf8(text);
  if (fits(valid.size())) {
    text_ += valid;
  } else {
    leave_out(name);
  }
}

void MarkdownPage::add_table(const std::string& before, const Row& head,
                             const std::vector<Row>& rows, const std::string& after,
                             const std::string& name) {
  std::string table = before + "\n";
  append_row(table, head);
  for (std::size_t i = 0; i < head.size(); ++i) table += "|---";
  table += "|\n";
  std::size_t shown = 0;
  for (const Row& row : rows) {
    const std::string line = line_of(row);
    if (!fits(table.size() + line.size() + after.size())) break;
    table += line;
    ++shown;
  }
  if (shown > 0) text_ += table + after;
  if (shown < rows.size()) leave_out(std::to_string(rows.size() - shown) + " " + name);
}

std::string MarkdownPage::done() const {
  if (left_out_.empty()) return text_;
  std::string out = text_ + "\n**Left out, for a comment takes no more:** ";
  for (std::size_t i = 0; i < left_out_.size() && i < most_named; ++i) {
    out += (i == 0 ? "" : ", ") + left_out_[i];
  }
  if (left_out_.size() > most_named) {
    out += ", and " + std::to_string(left_out_.size() - most_named) + " more";
  }
  return out + ". `--format json` has all.\n";
}

}  // namespace plumbline
