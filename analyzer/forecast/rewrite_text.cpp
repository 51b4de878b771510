#include "analyzer/forecast/rewrite_text.hpp"

#include <algorithm>
#include <optional>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"

namespace plumbline {

namespace {

std::size_t offset_of(const std::string& text, int line, int column) {
  std::size_t at = 0;
  for (int passed = 1; passed < line && at != std::string::npos; ++passed) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  return at == std::string::npos ? at : at + static_cast<std::size_t>(column - 1);
}

bool only_semicolons(const std::string& text) {
  return std::ranges::all_of(tokens_of(text),
                             [](const Token& token) { return is_symbol(token, ";"); });
}

/// No program around the statements: what stands between them is comments and semicolons. Behind
/// the last there may be a part that undoes.
bool is_plain_sql(const MigrationText& text) {
  if (text.pieces.empty() || !tokens_of(text.head).empty()) return false;
  for (std::size_t at = 0; at + 1 < text.pieces.size(); ++at) {
    if (!only_semicolons(text.pieces[at].behind)) return false;
  }
  const std::vector<Token> rest = tokens_of(text.pieces.back().behind);
  return rest.empty() || is_symbol(rest.front(), ";");
}

/// Nothing where a statement is not at its place.
std::optional<MigrationText> cut(const Migration& migration, const std::string& file) {
  MigrationText text;
  std::size_t end = 0;
  for (const MigrationStatement& statement : migration.up) {
    const std::size_t start = offset_of(file, statement.line, statement.column);
    if (start > file.size() || start < end ||
        file.compare(start, statement.sql.size(), statement.sql) != 0) {
      return std::nullopt;
    }
    (text.pieces.empty() ? text.head : text.pieces.back().behind) = file.substr(end, start - end);
    text.pieces.push_back({statement.sql, ""});
    end = start + statement.sql.size();
  }
  if (!text.pieces.empty()) text.pieces.back().behind = file.substr(end);
  if (!is_plain_sql(text)) return std::nullopt;
  return text;
}

/// Where a new line can begin behind a statement: behind its semicolon and what else the line has,
/// if that is a comment that ends there.
std::size_t end_of_line(const std::string& behind) {
  const std::size_t semicolon = behind.find(';');
  const std::size_t line = behind.find('\n', semicolon);
  if (line == std::string::npos) return semicolon + 1;
  const std::string rest = behind.substr(semicolon + 1, line - semicolon - 1);
  const std::size_t first = rest.find_first_not_of(" \t\r");
  const bool ends_there = first == std::string::npos || rest.compare(first, 2, "--") == 0;
  return ends_there ? line + 1 : semicolon + 1;
}

/// A semicolon in a comment ends nothing.
bool has_semicolon(const std::string& behind) {
  const std::size_t at = behind.find(';');
  return at != std::string::npos && tokens_of(behind.substr(0, at)).empty() &&
         !tokens_of(behind.substr(0, at + 1)).empty();
}

}  // namespace

MigrationText pieces_of(const Migration& migration, const std::string& file) {
  if (auto text = cut(migration, file)) return *std::move(text);
  MigrationText text;
  for (const MigrationStatement& statement : migration.up) {
    text.pieces.push_back({statement.sql, ";\n"});
  }
  return text;
}

std::string joined(const MigrationText& text) {
  std::string all = text.head;
  for (const TextPiece& piece : text.pieces) all += piece.sql + piece.behind;
  return all;
}

Migration with_text(const Migration& migration, const MigrationText& text) {
  Migration other = migration;
  other.up.clear();
  std::string before = text.head;
  for (const TextPiece& piece : text.pieces) {
    const TextPlace start = place_of(before, before.size());
    for (const ScriptStatement& statement : split_statements(piece.sql)) {
      const bool same_line = statement.line == 1;
      other.up.push_back({statement.sql, start.line + statement.line - 1,
                          same_line ? start.column + statement.column - 1 : statement.column});
    }
    before += piece.sql + piece.behind;
  }
  return other;
}

void put_before(MigrationText& text, std::size_t piece, const std::string& sql) {
  const auto at = text.pieces.begin() + static_cast<std::ptrdiff_t>(piece);
  text.pieces.insert(at, {sql, ";\n", true});
}

void put_behind(MigrationText& text, std::size_t piece, const std::string& sql) {
  TextPiece& before = text.pieces[piece];
  // A last statement without semicolon gets one, before its comments.
  if (!has_semicolon(before.behind)) before.behind.insert(0, ";");
  const std::size_t end = end_of_line(before.behind);
  const std::string rest = before.behind.substr(end);
  before.behind.erase(end);
  if (!before.behind.ends_with('\n')) before.behind += '\n';
  const auto at = text.pieces.begin() + static_cast<std::ptrdiff_t>(piece + 1);
  text.pieces.insert(at, {sql, ";\n" + rest, true});
}

void take_out(MigrationText& text, std::size_t piece) {
  std::string rest = text.pieces[piece].behind;
  if (has_semicolon(rest)) rest.erase(rest.find(';'), 1);
  if (rest.starts_with('\n')) rest.erase(0, 1);
  (piece == 0 ? text.head : text.pieces[piece - 1].behind) += rest;
  text.pieces.erase(text.pieces.begin() + static_cast<std::ptrdiff_t>(piece));
}

}  // namespace plumbline
