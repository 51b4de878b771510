#pragma once
// The rows of tables, page by page: as many tables in one question as its length allows.
#include <functional>
#include <span>
#include <vector>

#include "analyzer/via/remote.hpp"
#include "analyzer/via/row_text.hpp"

namespace plumbline {

struct FetchLimits {
  std::int64_t rows_of_a_table = 0;  ///< no more of each; 0: all
  std::int64_t bytes = 0;            ///< no more of all values together
};

/// What to do about a database of more than so many bytes.
std::string too_large_to_fetch(std::int64_t bytes);

/// A part of a long value.
struct Piece {
  LongValue value;
  std::int64_t from = 0;
  std::int64_t bytes = 0;
};

class RowFetcher {
 public:
  using TakeRow = std::function<void(std::size_t table, PageRow&& row)>;

  RowFetcher(Remote& remote, std::vector<TableQuestion> tables, FetchLimits limits, TakeRow take);

  bool is_done() const;
  /// One question (and more where values are long): the next pages, and of the same moment the
  /// expressions `besides`, whose values it returns. Throws what Remote::ask throws, and
  /// Error(unsupported) where it would be more bytes than the limit.
  std::vector<std::string> ask(const std::vector<std::string>& besides = {});

  /// How many rows have come of each table.
  const std::vector<std::int64_t>& rows() const { return rows_; }
  /// How many questions it took.
  int questions() const { return questions_; }

 private:
  struct Place {
    PageBounds bounds;
    bool is_done = false;
  };

  std::vector<std::size_t> tables_to_ask(std::vector<std::string>& expressions);
  void take_page(std::size_t table, const std::string& text);
  void take_long_values(const TableQuestion& question, Page& page);
  void take_pieces(const TableQuestion& question, std::span<const Piece> pieces, Page& page);
  void plan_next(std::size_t table, const Page& page, std::size_t characters);
  std::vector<std::string> ask_for(const std::vector<std::string>& expressions);
  void count(std::size_t characters);

  Remote& remote_;
  std::vector<TableQuestion> tables_;
  FetchLimits limits_;
  TakeRow take_;
  std::vector<Place> places_;
  std::vector<std::int64_t> rows_;
  std::int64_t bytes_ = 0;
  int questions_ = 0;
};

}  // namespace plumbline
