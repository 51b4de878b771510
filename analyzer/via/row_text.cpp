#include "analyzer/via/row_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace plumbline {

namespace {

// Cloudflare D1 has no text beyond 2 MB (https://developers.cloudflare.com/d1/platform/limits/),
// and a row as text is one.
constexpr int most_bytes_in_a_row = 20000;

std::string number(std::int64_t value) { return std::to_string(value); }

/// A real `c` as a whole number times a power of two. Multiplying by those is exact, and that is
/// what no way of writing it in decimals is on every SQLite: printf and the reading of literals are
/// off by a bit where long double has no more bits than double
/// (https://sqlite.org/floatingpoint.html).
std::string real_expression() {
  const std::string large = "(4294967296.0*4294967296)";  // 2^64
  const std::string step = "WHEN y>=" + large + " THEN y/" + large +
                           " WHEN y>=256 THEN y/256 WHEN y*" + large + "<1 THEN y*" + large +
                           " ELSE y*256 END";
  const std::string exponent = "WHEN y>=" + large + " THEN 64 WHEN y>=256 THEN 8 WHEN y*" + large +
                               "<1 THEN -64 ELSE -8 END";
  return "CASE WHEN c=CAST(c AS INTEGER) THEN 'r'||CAST(c AS INTEGER)||'p0'"
         " WHEN c=2*c THEN CASE WHEN c>0 THEN 'r+' ELSE 'r-' END"  // infinite
         " ELSE (WITH RECURSIVE s(y,e) AS (SELECT abs(c),-52 UNION ALL SELECT CASE " +
         step + ",e+CASE " + exponent +
         " FROM s WHERE y>=256 OR y<1)"
         " SELECT CASE WHEN c<0 THEN 'r-' ELSE 'r' END||CAST(y*4503599627370496 AS INTEGER)||'p'||e"
         " FROM s WHERE y>=1 AND y<256) END";
}

/// A value `c` of any storage class.
std::string value_expression() {
  return "CASE typeof(c) WHEN 'integer' THEN 'i'||c WHEN 'null' THEN 'n' WHEN 'real' THEN " +
         real_expression() + " ELSE substr(typeof(c),1,1)||CASE WHEN length(CAST(c AS BLOB))>" +
         number(most_bytes_in_a_row) +
         " THEN '*'||length(CAST(c AS BLOB)) ELSE hex(CAST(c AS BLOB)) END END";
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string order_of(const TableQuestion& question) {
  if (!question.rowid.empty()) return " ORDER BY " + question.rowid;
  return question.order.empty() ? "" : " ORDER BY " + joined(question.order, ",");
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> real_in(std::string_view text) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (text == "+" || text == "-") return text == "+" ? infinite : -infinite;
  const std::size_t mark = text.find('p');
  const auto whole = number_in<std::int64_t>(text.substr(0, mark));
  if (mark == std::string_view::npos || !whole) return std::nullopt;
  const auto exponent = number_in<int>(text.substr(mark + 1));
  if (!exponent) return std::nullopt;
  return std::ldexp(static_cast<double>(*whole), *exponent);
}

/// Takes the text up to `mark` off, and the mark.
std::string_view take_up_to(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

/// `bytes` is how long the value is where it is not in the text.
std::optional<StoredValue> read_value(std::string_view text, std::int64_t& bytes) {
  using Kind = StoredValue::Kind;
  if (text.empty()) return std::nullopt;
  const char kind = text[0];
  text.remove_prefix(1);
  StoredValue value;
  if (kind == 'n') return text.empty() ? std::optional(value) : std::nullopt;
  if (kind == 'i') {
    const auto integer = number_in<std::int64_t>(text);
    if (!integer) return std::nullopt;
    return StoredValue{Kind::integer, *integer, 0, ""};
  }
  if (kind == 'r') {
    const auto real = real_in(text);
    if (!real) return std::nullopt;
    return StoredValue{Kind::real, 0, *real, ""};
  }
  if (kind != 't' && kind != 'b') return std::nullopt;
  value.kind = kind == 't' ? Kind::text : Kind::blob;
  if (text.starts_with('*')) {
    const auto length = number_in<std::int64_t>(text.substr(1));
    if (!length || *length <= 0) return std::nullopt;
    bytes = *length;
    return value;
  }
  auto content = bytes_of_hexadecimal(text);
  if (!content) return std::nullopt;
  value.bytes = std::move(*content);
  return value;
}

bool read_row(std::string_view line, const TableQuestion& question, Page& page) {
  const auto rowid = number_in<std::int64_t>(take_up_to(line, ' '));
  if (!rowid) return false;
  PageRow row{*rowid, {}};
  while (!line.empty()) {
    std::int64_t bytes = 0;
    auto value = read_value(take_up_to(line, ' '), bytes);
    if (!value) return false;
    if (bytes > 0) page.long_values.push_back({page.rows.size(), row.values.size(), bytes});
    row.values.push_back(std::move(*value));
  }
  if (row.values.size() != question.columns.size()) return false;
  page.rows.push_back(std::move(row));
  return true;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string page_expression(const TableQuestion& question, const PageBounds& bounds) {
  const bool by_rowid = !question.rowid.empty();
  const std::string key = by_rowid ? question.rowid : "0";
  const std::string in_order = by_rowid ? "ORDER BY k " : "";
  std::string rows = "SELECT " + key + " AS k," + key + "||' '||(WITH x(c) AS (VALUES (" +
                     joined(question.columns, "),(") + ")) SELECT group_concat(" +
                     value_expression() + ",' ') FROM x) AS v FROM " + question.table;
  if (by_rowid && bounds.behind_rowid) {
    rows += " WHERE " + question.rowid + ">" + number(*bounds.behind_rowid);
  }
  rows += order_of(question) + " LIMIT " + number(bounds.most_rows);
  if (!by_rowid) rows += " OFFSET " + number(bounds.rows_before);
  return "(SELECT count(*)||char(10)||coalesce(group_concat(CASE WHEN t<=" +
         number(bounds.most_characters) +
         " OR t=length(v) THEN v END,char(10)),'') FROM (SELECT v,sum(length(v)) OVER (" +
         in_order + "ROWS UNBOUNDED PRECEDING) AS t FROM (" + rows + ")))";
}

std::optional<Page> read_page(std::string_view text, const TableQuestion& question,
                              const PageBounds& bounds) {
  Page page;
  const auto there = number_in<std::int64_t>(take_up_to(text, '\n'));
  if (!there) return std::nullopt;
  while (!text.empty()) {
    if (!read_row(take_up_to(text, '\n'), question, page)) return std::nullopt;
  }
  const auto got = static_cast<std::int64_t>(page.rows.size());
  if (got > *there || (got == 0 && *there > 0)) return std::nullopt;
  page.is_last = got == *there && *there < bounds.most_rows;
  if (question.rowid.empty()) {
    std::int64_t before = bounds.rows_before;
    for (PageRow& row : page.rows) row.rowid = before++;
  }
  return page;
}

std::string piece_expression(const TableQuestion& question, const PageRow& row, std::size_t column,
                             std::int64_t from, std::int64_t bytes) {
  const std::string piece = "SELECT hex(substr(CAST(" + question.columns[column] + " AS BLOB)," +
                            number(from + 1) + "," + number(bytes) + ")) FROM " + question.table;
  if (!question.rowid.empty()) {
    return "(" + piece + " WHERE " + question.rowid + "=" + number(row.rowid) + ")";
  }
  return "(" + piece + order_of(question) + " LIMIT 1 OFFSET " + number(row.rowid) + ")";
}

std::optional<std::string> bytes_of_hexadecimal(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = digit_of(text[2 * i]);
    const int low = digit_of(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace plumbline
