#include "analyzer/sql_text/read_constraint.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/sql_text/keywords.hpp"

namespace plumbline {

namespace {

using Kind = ConstraintText::Kind;

// Each read_… fills `into` and says whether it understood: a constraint is too large to be handed
// from value to value for each of ten thousand columns.

bool read_text(std::optional<std::string_view> text, ConstraintText& into) {
  if (text) into.text = *text;
  return text.has_value();
}

/// ON CONFLICT, if it is there.
bool read_conflict(TokenCursor& at, ConstraintText& into) {
  if (!at.take_words({"ON", "CONFLICT"})) return true;
  using enum ConflictClause;
  constexpr auto words =
      std::to_array<std::pair<std::string_view, ConflictClause>>({{"ROLLBACK", rollback},
                                                                  {"ABORT", abort},
                                                                  {"FAIL", fail},
                                                                  {"IGNORE", ignore},
                                                                  {"REPLACE", replace}});
  for (const auto& [word, clause] : words) {
    if (!at.take_word(word)) continue;
    into.on_conflict = clause;
    return true;
  }
  return false;
}

std::optional<std::string> take_deferrable(TokenCursor& at) {
  std::string text;
  if (at.take_words({"NOT", "DEFERRABLE"})) {
    text = "NOT DEFERRABLE";
  } else if (at.take_word("DEFERRABLE")) {
    text = "DEFERRABLE";
  } else {
    return std::nullopt;
  }
  if (at.take_words({"INITIALLY", "DEFERRED"})) return text + " INITIALLY DEFERRED";
  if (at.take_words({"INITIALLY", "IMMEDIATE"})) return text + " INITIALLY IMMEDIATE";
  return text;
}

std::optional<ForeignKeyAction> take_action(TokenCursor& at) {
  if (at.take_words({"SET", "NULL"})) return ForeignKeyAction::set_null;
  if (at.take_words({"SET", "DEFAULT"})) return ForeignKeyAction::set_default;
  if (at.take_word("CASCADE")) return ForeignKeyAction::cascade;
  if (at.take_word("RESTRICT")) return ForeignKeyAction::restrict_;
  if (at.take_words({"NO", "ACTION"})) return ForeignKeyAction::no_action;
  return std::nullopt;
}

bool read_names(TokenCursor& at, std::vector<Identifier>& names) {
  if (!at.take_symbol("(")) return false;
  do {
    auto name = at.take_name();
    if (!name) return false;
    names.push_back(std::move(*name));
  } while (at.take_symbol(","));
  return at.take_symbol(")");
}

bool read_action(TokenCursor& at, ForeignKeyAction& into) {
  const auto action = take_action(at);
  if (action) into = *action;
  return action.has_value();
}

/// ON DELETE, ON UPDATE and MATCH in any order. The last of two wins in SQLite; the check of the
/// whole text then finds the first one left over.
bool read_clauses(TokenCursor& at, ForeignKey& key) {
  for (;;) {
    if (at.take_words({"ON", "DELETE"})) {
      if (!read_action(at, key.on_delete)) return false;
    } else if (at.take_words({"ON", "UPDATE"})) {
      if (!read_action(at, key.on_update)) return false;
    } else if (at.take_word("MATCH")) {
      key.match = at.peek().text;
      if (!at.take_name()) return false;
    } else {
      return true;
    }
  }
}

/// What follows the word REFERENCES.
bool read_reference(TokenCursor& at, ConstraintText& into) {
  into.kind = Kind::foreign_key;
  ForeignKey& key = into.foreign_key;
  auto parent = at.take_name();
  if (!parent) return false;
  key.parent = std::move(*parent);
  if (is_symbol(at.peek(), "(") && !read_names(at, key.parent_columns)) return false;
  if (!read_clauses(at, key)) return false;
  key.deferrable = take_deferrable(at).value_or("");
  key.deferred = key.deferrable == "DEFERRABLE INITIALLY DEFERRED";
  return true;
}

bool read_column_primary_key(TokenCursor& at, ConstraintText& into) {
  into.descending = at.take_word("DESC");
  into.ascending_written = !into.descending && at.take_word("ASC");
  if (!read_conflict(at, into)) return false;
  into.autoincrement = at.take_word("AUTOINCREMENT");
  return true;
}

bool read_generated(TokenCursor& at, ConstraintText& into) {
  into.kind = Kind::generated;
  if (!read_text(at.take_group_text(), into)) return false;
  into.stored = at.take_word("STORED");
  if (!into.stored) at.take_word("VIRTUAL");
  return true;
}

bool read_collation(TokenCursor& at, std::string& into) {
  const auto name = at.take_name();
  if (name) into = name->text();
  return name.has_value();
}

bool read_deferrable(TokenCursor& at, ConstraintText& into) {
  into.kind = Kind::deferrable;
  return read_text(take_deferrable(at), into);
}

/// The words that say what a constraint is, where nothing else can follow them.
bool take_kind(TokenCursor& at, ConstraintText& into, Kind kind,
               std::initializer_list<std::string_view> words) {
  if (!at.take_words(words)) return false;
  into.kind = kind;
  return true;
}

bool read_column_body(TokenCursor& at, ConstraintText& into) {
  if (take_kind(at, into, Kind::not_null, {"NOT", "NULL"})) return read_conflict(at, into);
  if (take_kind(at, into, Kind::default_value, {"DEFAULT"}))
    return read_text(take_default(at), into);
  if (take_kind(at, into, Kind::primary_key, {"PRIMARY", "KEY"})) {
    return read_column_primary_key(at, into);
  }
  if (at.take_word("REFERENCES")) return read_reference(at, into);
  if (take_kind(at, into, Kind::unique, {"UNIQUE"})) return read_conflict(at, into);
  if (take_kind(at, into, Kind::check, {"CHECK"})) return read_text(at.take_group_text(), into);
  if (take_kind(at, into, Kind::collate, {"COLLATE"})) return read_collation(at, into.text);
  if (take_kind(at, into, Kind::null, {"NULL"})) return read_conflict(at, into);
  if (at.take_words({"GENERATED", "ALWAYS", "AS"}) || at.take_word("AS")) {
    return read_generated(at, into);
  }
  return read_deferrable(at, into);
}

bool read_key_part(TokenCursor& at, KeyPart& part) {
  auto column = at.take_name();
  if (!column) return false;
  part.column = std::move(*column);
  if (at.take_word("COLLATE") && !read_collation(at, part.collation)) return false;
  part.descending = at.take_word("DESC");
  if (!part.descending) at.take_word("ASC");
  return true;
}

bool read_table_key(TokenCursor& at, ConstraintText& into) {
  if (!at.take_symbol("(")) return false;
  do {
    if (!read_key_part(at, into.columns.emplace_back())) return false;
  } while (at.take_symbol(","));
  into.autoincrement = into.kind == Kind::primary_key && at.take_word("AUTOINCREMENT");
  return at.take_symbol(")") && read_conflict(at, into);
}

bool read_table_body(TokenCursor& at, ConstraintText& into) {
  if (take_kind(at, into, Kind::primary_key, {"PRIMARY", "KEY"})) return read_table_key(at, into);
  if (take_kind(at, into, Kind::unique, {"UNIQUE"})) return read_table_key(at, into);
  if (take_kind(at, into, Kind::check, {"CHECK"})) {
    return read_text(at.take_group_text(), into) && read_conflict(at, into);
  }
  return at.take_words({"FOREIGN", "KEY"}) && read_names(at, into.foreign_key.columns) &&
         at.take_word("REFERENCES") && read_reference(at, into);
}

/// SQLite takes a name with nothing behind it, so the name alone is a constraint too.
bool nothing_follows_name(const TokenCursor& at) {
  return is_symbol(at.peek(), ",") || is_symbol(at.peek(), ")") || is_word(at.peek(), "CONSTRAINT");
}

bool read_named(TokenCursor& at, ConstraintText& into,
                bool (*read_body)(TokenCursor&, ConstraintText&)) {
  if (!at.take_word("CONSTRAINT")) return read_body(at, into);
  into.name = at.take_name();
  return into.name && (nothing_follows_name(at) || read_body(at, into));
}

bool is_value(const Token& token) {
  if (token.kind == TokenKind::word) {
    return std::ranges::any_of(
        std::to_array({"NULL", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"}),
        [&](const char* word) { return is_word(token, word); });
  }
  return token.kind == TokenKind::number || token.kind == TokenKind::string ||
         token.kind == TokenKind::blob;
}

bool is_name_as_value(const Token& token) {
  return token.kind == TokenKind::quoted_name ||
         (token.kind == TokenKind::word && can_be_type(token.text));
}

}  // namespace

std::optional<std::string_view> take_default(TokenCursor& at) {
  const std::size_t first = at.index();
  if (is_symbol(at.peek(), "(")) {
    if (!at.take_group()) return std::nullopt;
    return at.text_since(first);
  }
  const bool has_sign = at.take_symbol("-") || at.take_symbol("+");
  if (!is_value(at.peek()) && (has_sign || !is_name_as_value(at.peek()))) return std::nullopt;
  at.step();
  return at.text_since(first);
}

bool read_column_constraint(TokenCursor& at, ConstraintText& into) {
  return read_named(at, into, read_column_body);
}

bool read_table_constraint(TokenCursor& at, ConstraintText& into) {
  return read_named(at, into, read_table_body);
}

bool starts_table_constraint(const Token& token) {
  return is_word(token, "CONSTRAINT") || is_word(token, "PRIMARY") || is_word(token, "UNIQUE") ||
         is_word(token, "CHECK") || is_word(token, "FOREIGN");
}

}  // namespace plumbline
