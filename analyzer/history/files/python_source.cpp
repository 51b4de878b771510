#include "analyzer/history/files/python_source.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

using Kind = PythonToken::Kind;

bool is_name_byte(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : rest_(source) {}

  PythonTokens run() {
    while (!rest_.empty()) take_token();
    add(Kind::line_end, "");
    return std::move(tokens_);
  }

 private:
  void take_token() {
    const char c = rest_[0];
    if (c == '#') {
      rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
    } else if (c == '\n') {
      if (depth_ == 0) add(Kind::line_end, "");
      rest_.remove_prefix(1);
    } else if (c == '\\' && rest_.size() > 1) {
      rest_.remove_prefix(2);  // joins two lines
    } else if (c == '"' || c == '\'') {
      take_text();
    } else if (is_name_byte(c)) {
      take_name();
    } else {
      take_symbol(c);
    }
  }

  void take_name() {
    const auto end = std::ranges::find_if_not(rest_, is_name_byte);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view name = rest_.substr(0, length);
    rest_.remove_prefix(length);
    // r"…", b'…': a prefix of a text is no name.
    const bool prefix = length <= 2 && !rest_.empty() && (rest_[0] == '"' || rest_[0] == '\'');
    if (!prefix) add(Kind::name, std::string(name));
  }

  void take_text() {
    const std::string triple(3, rest_[0]);
    const std::size_t quotes = rest_.starts_with(triple) ? 3 : 1;
    const std::string_view closing = std::string_view(triple).substr(0, quotes);
    std::size_t at = quotes;
    while (at < rest_.size() && !rest_.substr(at).starts_with(closing)) {
      at += rest_[at] == '\\' ? 2 : 1;
    }
    at = std::min(at, rest_.size());
    add(Kind::text, std::string(rest_.substr(quotes, at - quotes)));
    rest_.remove_prefix(std::min(at + quotes, rest_.size()));
  }

  void take_symbol(char c) {
    constexpr std::string_view opening = "([{";
    constexpr std::string_view closing = ")]}";
    if (opening.find(c) != std::string_view::npos) ++depth_;
    if (closing.find(c) != std::string_view::npos && depth_ > 0) --depth_;
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\f';
    const bool equality = rest_.starts_with("==");
    if (!blank) add(Kind::symbol, equality ? "==" : std::string(1, c));
    rest_.remove_prefix(equality ? 2 : 1);
  }

  void add(Kind kind, std::string text) { tokens_.push_back({kind, std::move(text)}); }

  std::string_view rest_;
  PythonTokens tokens_;
  int depth_ = 0;
};

bool is_symbol(const PythonToken& token, std::string_view symbol) {
  return token.kind == Kind::symbol && token.text == symbol;
}

}  // namespace

PythonTokens python_tokens(std::string_view source) { return Lexer(source).run(); }

PythonTokens assigned_to(const PythonTokens& tokens, std::string_view name) {
  bool at_start = true;
  for (auto token = tokens.begin(); token != tokens.end(); ++token) {
    const bool named = at_start && token->kind == Kind::name && token->text == name;
    at_start = token->kind == Kind::line_end;
    if (!named) continue;
    const auto end =
        std::find_if(token, tokens.end(), [](const auto& t) { return t.kind == Kind::line_end; });
    const auto equals = std::find_if(token, end, [](const auto& t) { return is_symbol(t, "="); });
    const auto next = token + 1;
    const bool assigns = equals != end && (next == equals || is_symbol(*next, ":"));
    if (assigns) return {equals + 1, end};
  }
  return {};
}

std::vector<std::string> texts_in(const PythonTokens& tokens) {
  std::vector<std::string> texts;
  for (const PythonToken& token : tokens) {
    if (token.kind == Kind::text) texts.push_back(token.text);
  }
  return texts;
}

}  // namespace plumbline
