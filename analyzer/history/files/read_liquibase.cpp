#include "analyzer/history/files/read_liquibase.hpp"

#include <boost/regex.hpp>
#include <optional>

#include "analyzer/history/files/cut_sections.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

/// What the marks of a file are, each compiled once.
struct Patterns {
  boost::regex header{R"(^(?:\xEF\xBB\xBF)?\s*--\s*liquibase\s+formatted\s+sql(.*)$)",
                      boost::regex::icase};
  boost::regex change_set{R"re(^\s*--\s*changeset\s+("[^"]+"|[^:"]+):\s*("[^"]+"|\S+)(.*)$)re",
                          boost::regex::icase};
  boost::regex rollback{R"(^\s*--\s*rollback\b)", boost::regex::icase};
  /// Lines that say something of a change set and are not part of its SQL.
  boost::regex other{
      R"(^\s*--\s*(?:comments?|preconditions?|precondition-\S*|property|validchecksum)\b)",
      boost::regex::icase};
  boost::regex logical_file{R"re(logicalFilePath:\s*("[^"]+"|\S+))re", boost::regex::icase};
  boost::regex no_transaction{R"(runInTransaction:\s*"?false)", boost::regex::icase};
};

std::string without_quotes(const std::string& text) {
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<ChangeSet> run() {
    int number = 0;
    for (std::size_t at = 0; at < text_.size();) {
      const TextLine line = line_at(text_, at);
      take_line(line, ++number);
      at = line.next;
    }
    return std::move(sets_);
  }

 private:
  void take_line(const TextLine& line, int number) {
    const bool comment = line.text.find("--") != std::string_view::npos;
    if (comment && take_mark(line, number)) return;
    if (sets_.empty()) return;
    ChangeSet& set = sets_.back();
    const std::string_view whole = text_.substr(line.offset, line.next - line.offset);
    boost::cmatch rollback;
    if (comment &&
        boost::regex_search(line.text.begin(), line.text.end(), rollback, patterns_.rollback)) {
      append(set.down, line, static_cast<std::size_t>(rollback.length()));
    } else {
      append(set.up, line, 0);
      set.sql += whole;
    }
  }

  /// Whether the line is a mark, which is part of no statement.
  bool take_mark(const TextLine& at, int number) {
    const std::string line(at.text);
    boost::smatch groups;
    if (boost::regex_match(line, groups, patterns_.header)) {
      file_ = logical_file(groups[1].str());
      return true;
    }
    if (boost::regex_match(line, groups, patterns_.change_set)) {
      const std::string attributes = groups[3].str();
      ChangeSet set;
      set.author = without_quotes(groups[1].str());
      set.id = without_quotes(groups[2].str());
      set.logical_file = logical_file(attributes).value_or(file_.value_or(""));
      set.no_transaction = boost::regex_search(attributes, patterns_.no_transaction);
      set.line = number;
      sets_.push_back(std::move(set));
      begin_ = at.next;
      return true;
    }
    return boost::regex_search(line, patterns_.other);
  }

  std::optional<std::string> logical_file(const std::string& attributes) const {
    boost::smatch groups;
    if (!boost::regex_search(attributes, groups, patterns_.logical_file)) return std::nullopt;
    return without_quotes(groups[1].str());
  }

  /// Blanks up to the line, then the line with its first `blanks` bytes blanked.
  void append(std::string& part, const TextLine& line, std::size_t blanks) const {
    const std::size_t end = begin_ + part.size();
    part += blanked_outside(text_.substr(end, line.offset - end), 0, 0);
    part.append(blanks, ' ');
    part += text_.substr(line.offset + blanks, line.next - line.offset - blanks);
  }

  std::string_view text_;
  Patterns patterns_;
  std::optional<std::string> file_;
  std::vector<ChangeSet> sets_;
  std::size_t begin_ = 0;  ///< of the last one's first line
};

}  // namespace

bool is_formatted_sql(std::string_view text) {
  const std::string head = ascii_lower(text.substr(0, 4096));
  static const boost::regex pattern(R"(^(?:\xEF\xBB\xBF)?\s*--\s*liquibase\s+formatted\s+sql)");
  return boost::regex_search(head, pattern, boost::match_continuous);
}

std::vector<ChangeSet> read_change_sets(std::string_view text) { return Reader(text).run(); }

}  // namespace plumbline
