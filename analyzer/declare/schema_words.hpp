#pragma once
// The words of the YAML grammar for SQLite's clauses, read and written from one table each.
#include <optional>
#include <string>
#include <string_view>

#include "model/schema.hpp"

namespace plumbline {

/// "ignore"; empty for `unstated`.
std::string_view word_for(ConflictClause clause);
std::optional<ConflictClause> conflict_clause_named(std::string_view word);
/// "rollback, abort, …": for messages.
std::string conflict_clause_words();

/// "set null"; empty for `no_action`, which is what SQLite does when nothing is said.
std::string_view word_for(ForeignKeyAction action);
/// Also "SET_NULL" and "no action".
std::optional<ForeignKeyAction> foreign_key_action_named(std::string_view word);
std::string foreign_key_action_words();

/// The clause in upper case and single spaces, where it is one that SQLite's grammar knows:
/// https://sqlite.org/syntax/foreign-key-clause.html
std::optional<std::string> deferrable_clause(std::string_view text);
/// The one clause that defers: https://sqlite.org/foreignkeys.html#fk_deferred
inline constexpr std::string_view deferring_clause = "DEFERRABLE INITIALLY DEFERRED";

/// Whether two collations are one: case folded, "" and BINARY the same.
bool same_collation(std::string_view a, std::string_view b);

}  // namespace plumbline
