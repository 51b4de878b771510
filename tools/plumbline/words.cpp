#include "tools/plumbline/words.hpp"

#include "analyzer/declare/utf8.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

std::string_view word_of(TableKind kind) {
  switch (kind) {
    case TableKind::ordinary:
      return "ordinary";
    case TableKind::virtual_table:
      return "virtual";
    case TableKind::shadow:
      return "shadow";
  }
  return "ordinary";
}

std::string about(const ObjectRef& object) {
  return object.type == ObjectType::database ? "" : name_of(object) + ": ";
}

std::string name_of(const ObjectRef& object) {
  std::string type = to_string(object.type);
  if (object.type == ObjectType::database) return type;
  if (object.type != ObjectType::column) return type + " " + object.name.text();
  return type + " " + object.table.text() + "." + object.name.text();
}

std::string terminated(const std::string& sql) {
  const bool has_comment =
      sql.find("--") != std::string::npos || sql.find("/*") != std::string::npos;
  if (!has_comment) return sql + ";";
  // SQLite stores a comment that ends a statement, closed or not.
  for (const char* const end : {";", "\n;", "*/;"}) {
    std::string closed = sql + end;
    const std::vector<Token> tokens = tokens_of(closed);
    if (!tokens.empty() && is_symbol(tokens.back(), ";")) return closed;
  }
  return sql + "\n;";
}

std::string plural(std::size_t count, const std::string& noun, const char* ending) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : ending);
}

std::string shortened(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  const auto is_continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
  };
  std::size_t end = longest;
  while (end > 0 && is_continuation(text[end])) --end;
  text.resize(end);
  return text + "…";
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_utf8(text, at).length;
    result += length == 0 ? "\ufffd" : text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return result;
}

bool is_internal(const Identifier& name) {
  constexpr std::string_view prefix = "sqlite_";
  return equal_folded(std::string_view(name.text()).substr(0, prefix.size()), prefix);
}

}  // namespace plumbline
