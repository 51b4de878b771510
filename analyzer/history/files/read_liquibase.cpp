#include "analyzer/history/files/read_liquibase.hpp"

#include <boost/regex.hpp>
#include <charconv>
#include <optional>

#include "analyzer/history/files/change_set_words.hpp"
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
  boost::regex rollback_begins{R"(^\s*/\*\s*liquibase\s*rollback\s*$)", boost::regex::icase};
  /// Lines that say something of a change set and are not part of its SQL.
  boost::regex other{R"(^\s*--\s*(?:comments?|property)\b)", boost::regex::icase};
  boost::regex on_fail{R"(^\s*--\s*preconditions?\b(?!-)(.*)$)", boost::regex::icase};
  boost::regex precondition{R"(^\s*--\s*precondition-(\S+)(.*)$)", boost::regex::icase};
  boost::regex valid_checksum{R"(^\s*--\s*validchecksum:?\s*(\S*).*$)", boost::regex::icase};
  boost::regex ignored{R"(^\s*--\s*ignoreLines:(\w+)\s*$)", boost::regex::icase};
  boost::regex logical_file{R"re(logicalFilePath:\s*("[^"]+"|\S+))re", boost::regex::icase};
};

std::string without_quotes(const std::string& text) {
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

/// Why it never runs on SQLite; empty where it does.
std::string left_out_by(const std::string& attributes) {
  if (attribute_says(attributes, "ignore", false)) return "ignore:true";
  const auto dbms = attribute(attributes, "dbms");
  return dbms && !takes_sqlite(*dbms) ? "dbms:" + *dbms : "";
}

std::string splitting_of(const std::string& attributes) {
  const auto truth = [&](const char* name) {
    return attribute_says(attributes, name, true) ? "true:" : "false:";
  };
  return attribute(attributes, "endDelimiter").value_or("null") + ":" + truth("splitStatements") +
         truth("stripComments");
}

/// "--rollback not required", and the name of another change set, are no SQL.
bool is_no_sql(std::string_view rollback) {
  const std::string text = ascii_lower(rollback);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return true;
  const std::string_view words = std::string_view(text).substr(begin);
  return words.starts_with("not required") || words.starts_with("empty") ||
         words.find("changesetid") != std::string_view::npos;
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
    finish();
    return std::move(sets_);
  }

 private:
  void take_line(const TextLine& line, int number) {
    const bool comment = line.text.find("--") != std::string_view::npos;
    if (is_ignored(line, comment)) return;
    if (in_rollback_) return take_rollback(line);
    if (comment && take_mark(line, number)) return;
    if (sets_.empty()) return;
    ChangeSet& set = sets_.back();
    boost::cmatch groups;
    const auto is = [&](const boost::regex& pattern) {
      return boost::regex_search(line.text.begin(), line.text.end(), groups, pattern);
    };
    if (comment && is(patterns_.rollback)) {
      append(set.down, line, static_cast<std::size_t>(groups.length()));
    } else if (is(patterns_.rollback_begins)) {
      in_rollback_ = true;
    } else {
      append(set.up, line, 0);
      set.sql += text_.substr(line.offset, line.next - line.offset);
    }
  }

  /// Up to the line that ends with */.
  void take_rollback(const TextLine& line) {
    const std::size_t end = line.text.rfind("*/");
    in_rollback_ = end == std::string_view::npos;
    std::string& down = sets_.back().down;
    append(down, line, 0);
    if (!in_rollback_) down.replace(down.size() - (line.next - line.offset) + end, 2, "  ");
  }

  /// Between "--ignoreLines:start" and "end", or so many lines.
  bool is_ignored(const TextLine& line, bool comment) {
    boost::cmatch groups;
    const bool mark = comment && boost::regex_match(line.text.begin(), line.text.end(), groups,
                                                    patterns_.ignored);
    const std::string word = mark ? ascii_lower(groups[1].str()) : "";
    if (ignores_to_mark_) {
      ignores_to_mark_ = word != "end";
      return true;
    }
    if (lines_to_ignore_ > 0) {
      --lines_to_ignore_;
      return true;
    }
    ignores_to_mark_ = word == "start";
    if (mark) std::from_chars(word.data(), word.data() + word.size(), lines_to_ignore_);
    return mark;
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
      finish();
      begin_set(groups, number);
      begin_ = at.next;
      return true;
    }
    return take_word(line) || boost::regex_search(line, patterns_.other);
  }

  void begin_set(const boost::smatch& groups, int number) {
    const std::string attributes = groups[3].str();
    ChangeSet set;
    set.author = without_quotes(groups[1].str());
    set.id = without_quotes(groups[2].str());
    set.logical_file = logical_file(attributes).value_or(file_.value_or(""));
    set.no_transaction = !attribute_says(attributes, "runInTransaction", true);
    set.runs_on_change = attribute_says(attributes, "runOnChange", false);
    set.runs_always = attribute_says(attributes, "runAlways", false);
    set.left_out = left_out_by(attributes);
    set.splitting = splitting_of(attributes);
    set.line = number;
    splits_ = attribute_says(attributes, "splitStatements", true);
    end_delimiter_ = attribute(attributes, "endDelimiter");
    rollback_delimiter_ = attribute(attributes, "rollbackEndDelimiter");
    sets_.push_back(std::move(set));
  }

  /// A line that says something more of the change set.
  bool take_word(const std::string& line) {
    if (sets_.empty()) return false;
    ChangeSet& set = sets_.back();
    boost::smatch groups;
    if (boost::regex_match(line, groups, patterns_.on_fail)) {
      read_on_fail(groups[1].str(), set.preconditions);
    } else if (boost::regex_match(line, groups, patterns_.precondition)) {
      read_precondition(ascii_lower(groups[1].str()), groups[2].str(), set.preconditions);
    } else if (boost::regex_match(line, groups, patterns_.valid_checksum)) {
      set.valid_checksums.push_back(ascii_lower(groups[1].str()));
    } else {
      return false;
    }
    return true;
  }

  /// What can only be done once all lines of a change set are there.
  void finish() {
    in_rollback_ = false;
    if (sets_.empty()) return;
    ChangeSet& set = sets_.back();
    if (splits_) set.up = with_semicolons(set.up, end_delimiter_);
    set.down = is_no_sql(set.down) ? "" : with_semicolons(set.down, rollback_delimiter_);
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
  bool splits_ = true;
  std::optional<std::string> end_delimiter_, rollback_delimiter_;
  bool in_rollback_ = false;  ///< of several lines
  bool ignores_to_mark_ = false;
  int lines_to_ignore_ = 0;
};

}  // namespace

bool is_formatted_sql(std::string_view text) {
  const std::string head = ascii_lower(text.substr(0, 4096));
  static const boost::regex pattern(R"(^(?:\xEF\xBB\xBF)?\s*--\s*liquibase\s+formatted\s+sql)");
  return boost::regex_search(head, pattern, boost::match_continuous);
}

std::vector<ChangeSet> read_change_sets(std::string_view text) { return Reader(text).run(); }

}  // namespace plumbline
