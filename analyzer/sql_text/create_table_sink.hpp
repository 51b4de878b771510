#pragma once
// One walk over a CREATE TABLE, for two uses: a sink that writes it, and a sink that compares it
// with a text. So the check can never hold something else than what is written.
#include <array>
#include <span>
#include <string_view>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

/// Words that stand in any order with other clauses: "ON DELETE CASCADE". Unused words are empty.
struct Clause {
  std::array<std::string_view, 5> words;
  bool written = true;  ///< false: it says what holds without it, so it may be there or not
};

class CreateTableSink {
 public:
  virtual ~CreateTableSink() = default;
  /// Words with single spaces between.
  virtual void keyword(std::string_view words) = 0;
  /// Written, but a text may leave it out.
  virtual void implied_keyword(std::string_view words) = 0;
  /// Not written, but a text may have it.
  virtual void noise_keyword(std::string_view words) = 0;
  virtual void symbol(std::string_view symbol) = 0;
  virtual void name(const Identifier& name) = 0;
  /// A name that is customarily written without quotes: a collation.
  virtual void plain_name(const Identifier& name) = 0;
  virtual void type(std::string_view type) = 0;
  /// SQL as it was written, comments inside included.
  virtual void sql(std::string_view sql) = 0;
  virtual void clauses(std::span<const Clause> clauses) = 0;
  /// A column or a constraint of the table begins; `comma` where one was before it.
  virtual void item(bool comma, bool comma_may_be_missing) = 0;
  /// The end of the items, and the options of the table.
  virtual void finish(bool without_rowid, bool strict) = 0;
};

/// From the table's name to its options.
void walk_table(const CreateTableText& table, CreateTableSink& sink);
void walk_column(const ColumnText& column, CreateTableSink& sink);
void walk_constraint(const ConstraintText& constraint, CreateTableSink& sink);

/// Whether `tokens`, those of `sql` from the table's name on, are what `table` says and no more.
bool says_the_same(const CreateTableText& table, std::string_view sql,
                   std::span<const Token> tokens);

}  // namespace plumbline
