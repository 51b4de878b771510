#include "analyzer/via/fetch_rows.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "model/error.hpp"

namespace plumbline {

namespace {

// A word may have 128 kB on Linux, and quoting it for other shells makes it longer; D1 takes 100 kB
// of SQL, and 100 columns.
constexpr std::size_t most_of_a_question = 24000;
constexpr std::size_t most_expressions = 60;
constexpr std::int64_t most_characters_of_a_page = 1000000;
constexpr std::int64_t most_rows_of_a_page = 100000;
constexpr std::int64_t first_rows = 500;
constexpr std::int64_t growth = 20;
constexpr std::int64_t bytes_of_a_piece = 500000;
constexpr std::int64_t bytes_of_pieces = 2000000;

std::size_t pieces_at_once(std::span<const Piece> pieces) {
  std::int64_t bytes = 0;
  std::size_t count = 0;
  while (count < std::min(pieces.size(), most_expressions)) {
    bytes += pieces[count].bytes;
    if (count > 0 && bytes > bytes_of_pieces) break;
    ++count;
  }
  return count;
}

Error unexpected(const Remote& remote, const std::string& what) {
  return {Error::Kind::failed, {remote.name(), 0, 0}, "answered something else than " + what};
}

}  // namespace

std::string too_large_to_fetch(std::int64_t bytes) {
  return "holds more than " + std::to_string(bytes >> 20) +
         " MB, which is too much to ask for row by row; fetch a copy and name that (.backup of the "
         "sqlite3 shell, wrangler d1 export), or use --rows sample";
}

RowFetcher::RowFetcher(Remote& remote, std::vector<TableQuestion> tables, FetchLimits limits,
                       TakeRow take)
    : remote_(remote),
      tables_(std::move(tables)),
      limits_(limits),
      take_(std::move(take)),
      places_(tables_.size()),
      rows_(tables_.size()) {
  for (Place& place : places_) {
    place.bounds.most_characters = most_characters_of_a_page;
    place.bounds.most_rows = first_rows;
    if (limits_.rows_of_a_table > 0) place.bounds.most_rows = limits_.rows_of_a_table;
  }
}

bool RowFetcher::is_done() const {
  return std::ranges::all_of(places_, [](const Place& place) { return place.is_done; });
}

/// One question with these columns, all of which are texts.
std::vector<std::string> RowFetcher::ask_for(const std::vector<std::string>& expressions) {
  std::string sql = "SELECT ";
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    sql += (i == 0 ? "" : ",") + expressions[i] + " AS v" + std::to_string(i);
  }
  const Answer answer = remote_.ask(sql);
  ++questions_;
  if (answer.rows.size() != 1 || answer.rows[0].size() != expressions.size()) {
    throw unexpected(remote_, "one row of " + std::to_string(expressions.size()) + " columns");
  }
  std::vector<std::string> texts(expressions.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string name = "v" + std::to_string(i);
    const auto column = std::ranges::find(answer.columns, name);
    if (column == answer.columns.end()) throw unexpected(remote_, "the column " + name);
    const auto at = static_cast<std::size_t>(column - answer.columns.begin());
    texts[i] = answer.rows[0][at].value_or("");
  }
  return texts;
}

std::vector<std::size_t> RowFetcher::tables_to_ask(std::vector<std::string>& expressions) {
  std::vector<std::size_t> asked;
  std::size_t length = 0;
  for (std::size_t i = 0; i < tables_.size() && asked.size() < most_expressions; ++i) {
    if (places_[i].is_done) continue;
    std::string expression = page_expression(tables_[i], places_[i].bounds);
    length += expression.size();
    if (!asked.empty() && length > most_of_a_question) break;
    expressions.push_back(std::move(expression));
    asked.push_back(i);
  }
  return asked;
}

std::vector<std::string> RowFetcher::ask(const std::vector<std::string>& besides) {
  std::vector<std::string> expressions = besides;
  const std::vector<std::size_t> asked = tables_to_ask(expressions);
  std::vector<std::string> texts = ask_for(expressions);
  for (std::size_t i = 0; i < asked.size(); ++i) take_page(asked[i], texts[besides.size() + i]);
  texts.resize(besides.size());
  return texts;
}

void RowFetcher::take_page(std::size_t table, const std::string& text) {
  const TableQuestion& question = tables_[table];
  auto page = read_page(text, question, places_[table].bounds);
  if (!page) throw unexpected(remote_, "the rows of " + question.table);
  count(text.size());
  take_long_values(question, *page);
  plan_next(table, *page, text.size());
  rows_[table] += static_cast<std::int64_t>(page->rows.size());
  for (PageRow& row : page->rows) take_(table, std::move(row));
}

void RowFetcher::plan_next(std::size_t table, const Page& page, std::size_t characters) {
  Place& place = places_[table];
  const auto got = static_cast<std::int64_t>(page.rows.size());
  place.is_done = page.is_last || got == 0;
  if (got == 0) return;
  place.bounds.behind_rowid = page.rows.back().rowid;
  place.bounds.rows_before += got;
  const std::int64_t fitting =
      most_characters_of_a_page /
      std::max<std::int64_t>(static_cast<std::int64_t>(characters) / got, 1);
  place.bounds.most_rows =
      std::clamp<std::int64_t>(std::min(fitting, got * growth), 1, most_rows_of_a_page);
  if (limits_.rows_of_a_table == 0) return;
  const std::int64_t left = limits_.rows_of_a_table - place.bounds.rows_before;
  place.bounds.most_rows = std::min(place.bounds.most_rows, left);
  if (left <= 0) place.is_done = true;
}

void RowFetcher::take_long_values(const TableQuestion& question, Page& page) {
  std::vector<Piece> pieces;
  for (const LongValue& value : page.long_values) {
    for (std::int64_t from = 0; from < value.bytes; from += bytes_of_a_piece) {
      pieces.push_back({value, from, std::min(bytes_of_a_piece, value.bytes - from)});
    }
  }
  for (std::span<const Piece> left = pieces; !left.empty();) {
    const std::span<const Piece> now = left.first(pieces_at_once(left));
    take_pieces(question, now, page);
    left = left.subspan(now.size());
  }
}

void RowFetcher::take_pieces(const TableQuestion& question, std::span<const Piece> pieces,
                             Page& page) {
  std::vector<std::string> expressions;
  for (const Piece& piece : pieces) {
    expressions.push_back(piece_expression(question, page.rows[piece.value.row], piece.value.column,
                                           piece.from, piece.bytes));
  }
  const std::vector<std::string> texts = ask_for(expressions);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto bytes = bytes_of_hexadecimal(texts[i]);
    if (!bytes || static_cast<std::int64_t>(bytes->size()) != pieces[i].bytes) {
      throw unexpected(remote_,
                       "a value of " + question.table + ": has somebody written to it meanwhile?");
    }
    count(texts[i].size());
    page.rows[pieces[i].value.row].values[pieces[i].value.column].bytes += *bytes;
  }
}

/// Two characters are a byte of a value, near enough.
void RowFetcher::count(std::size_t characters) {
  bytes_ += static_cast<std::int64_t>(characters) / 2;
  if (limits_.bytes == 0 || bytes_ <= limits_.bytes) return;
  throw Error(Error::Kind::unsupported, {remote_.name(), 0, 0}, too_large_to_fetch(limits_.bytes));
}

}  // namespace plumbline
