#include "analyzer/sql_text/split_statements.hpp"

#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Where in a statement we are. Only a trigger holds semicolons, and it ends at "; END ;".
enum class State { start, explain, create, other, trigger, trigger_semicolon, trigger_end };

State after_start(const Token& token) {
  if (is_word(token, "explain")) return State::explain;
  return is_word(token, "create") ? State::create : State::other;
}

State after_explain(const Token& token) {
  if (is_word(token, "create")) return State::create;
  for (const auto word : {"explain", "temp", "temporary", "trigger", "end"}) {
    if (is_word(token, word)) return State::other;
  }
  return State::explain;  // QUERY PLAN
}

State after_create(const Token& token) {
  if (is_word(token, "temp") || is_word(token, "temporary")) return State::create;
  return is_word(token, "trigger") ? State::trigger : State::other;
}

State after_trigger_token(State state, const Token& token) {
  if (is_symbol(token, ";")) return State::trigger_semicolon;
  const bool ends = state == State::trigger_semicolon && is_word(token, "end");
  return ends ? State::trigger_end : State::trigger;
}

State next(State state, const Token& token) {
  switch (state) {
    case State::start:
      return after_start(token);
    case State::explain:
      return after_explain(token);
    case State::create:
      return after_create(token);
    case State::other:
      return State::other;
    case State::trigger:
    case State::trigger_semicolon:
    case State::trigger_end:
      return after_trigger_token(state, token);
  }
  return state;
}

bool ends_statement(State state, const Token& token) {
  return is_symbol(token, ";") && state != State::trigger && state != State::trigger_semicolon;
}

/// SQLite takes an unterminated comment for white space to the end of the text.
bool is_open_comment(const Token& token) {
  return token.kind == TokenKind::invalid && token.text.starts_with("/*");
}

/// Counts lines forward only, so that a script of many statements is walked once.
class PlaceCounter {
 public:
  explicit PlaceCounter(std::string_view text) : text_(text) {
    if (text.starts_with(byte_order_mark)) line_start_ = byte_order_mark.size();
  }

  TextPlace advance_to(std::size_t offset) {
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_start_ = at_ + 1;
    }
    const std::size_t column = offset < line_start_ ? 0 : offset - line_start_;
    return {line_, static_cast<int>(column) + 1};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

class Splitter {
 public:
  explicit Splitter(std::string_view script) : script_(script), places_(script) {}

  std::vector<ScriptStatement> run() {
    for (const Token& token : tokens_of(script_)) {
      if (is_open_comment(token)) continue;
      if (ends_statement(state_, token)) {
        finish();
      } else {
        extend(token);
      }
    }
    finish();
    return std::move(statements_);
  }

 private:
  void extend(const Token& token) {
    if (begin_ == end_) begin_ = token.offset;
    end_ = token.offset + token.text.size();
    state_ = next(state_, token);
  }

  void finish() {
    if (begin_ != end_) {
      const TextPlace place = places_.advance_to(begin_);
      statements_.push_back(
          {std::string(script_.substr(begin_, end_ - begin_)), place.line, place.column, begin_});
    }
    begin_ = end_;
    state_ = State::start;
  }

  std::string_view script_;
  PlaceCounter places_;
  std::vector<ScriptStatement> statements_;
  State state_ = State::start;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::vector<ScriptStatement> split_statements(std::string_view script) {
  return Splitter(script).run();
}

TextPlace place_of(std::string_view text, std::size_t offset) {
  return PlaceCounter(text).advance_to(offset);
}

}  // namespace plumbline
