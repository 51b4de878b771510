#pragma once
// A page of Markdown that stays below a length, and says what it has left out.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

class MarkdownPage {
 public:
  /// A comment on GitHub takes 65,536 characters; a byte is never more than one.
  static constexpr std::size_t most = 65'536;

  using Row = std::vector<std::string>;

  /// All or nothing; `name` says what is missing where there is no room: "the safe text of 0007".
  void add(std::string_view text, const std::string& name);

  /// A table with so many of its rows as there is room for, between `before` and `after`, which are
  /// left out where no row is shown. The cells are made safe here, and long ones shortened; `name`
  /// as in "3 more findings".
  void add_table(const std::string& before, const Row& head, const std::vector<Row>& rows,
                 const std::string& after, const std::string& name);

  /// The page, never longer than `most` bytes, in UTF-8: other bytes are U+FFFD.
  std::string done() const;

 private:
  bool fits(std::size_t length) const;
  void leave_out(const std::string& name);

  std::string text_;
  std::vector<std::string> left_out_;
};

}  // namespace plumbline
