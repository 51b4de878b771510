#include "analyzer/sql_text/create_table_sink.hpp"
#include "analyzer/sql_text/keywords.hpp"

namespace plumbline {

namespace {

class TextSink final : public CreateTableSink {
 public:
  explicit TextSink(std::string_view start = {}) : text_(start) {}

  std::string text() && { return std::move(text_); }

  void keyword(std::string_view words) override { add(words); }
  void implied_keyword(std::string_view words) override { add(words); }
  void noise_keyword(std::string_view) override {}
  void symbol(std::string_view symbol) override {
    if (symbol == "(") {
      add(symbol);
    } else {
      text_ += symbol;
    }
  }
  void name(const Identifier& name) override { add(name.quoted()); }
  void plain_name(const Identifier& name) override {
    add(needs_quotes(name.text()) ? name.quoted() : name.text());
  }
  void type(std::string_view type) override { add(type); }
  void sql(std::string_view sql) override { add(sql); }
  void clauses(std::span<const Clause> clauses) override {
    for (const Clause& clause : clauses) {
      for (const std::string_view word : clause.words) {
        if (clause.written && !word.empty()) add(word);
      }
    }
  }
  void item(bool comma, bool) override { text_ += comma ? ",\n  " : "\n  "; }
  void finish(bool without_rowid, bool strict) override {
    text_ += "\n)";
    if (without_rowid) text_ += " WITHOUT ROWID";
    if (without_rowid && strict) text_ += ',';
    if (strict) text_ += " STRICT";
  }

 private:
  void add(std::string_view text) {
    const bool apart = !text_.empty() && text_.back() != ' ' && text_.back() != '(';
    if (apart) text_ += ' ';
    text_ += text;
  }

  std::string text_;
};

}  // namespace

std::string write_create_table(const CreateTableText& table) {
  TextSink sink("CREATE TABLE");
  walk_table(table, sink);
  return std::move(sink).text();
}

std::string write_column(const ColumnText& column) {
  TextSink sink;
  walk_column(column, sink);
  return std::move(sink).text();
}

std::string write_constraint(const ConstraintText& constraint) {
  TextSink sink;
  walk_constraint(constraint, sink);
  return std::move(sink).text();
}

}  // namespace plumbline
