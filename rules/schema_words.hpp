#pragma once
// What the rules about one schema have in common: what they look at, and how they put things.
#include <string>
#include <vector>

#include "rules/migration_words.hpp"
#include "rules/rule.hpp"

namespace plumbline {

/// The ordinary tables that are not passed over.
std::vector<const Table*> tables_in(const SchemaInHand& input);
bool is_passed_over(const SchemaInHand& input, const ObjectRef& object);
ObjectRef object_of(const Table& table);

/// a, b
std::string with_commas(const std::vector<Identifier>& names);
/// "a", "b", as SQL wants it
std::string in_quotes(const std::vector<Identifier>& names);

std::vector<Identifier> columns_of(const std::vector<KeyPart>& parts);

/// Null where the parent is not a table of the schema.
const Table* parent_of(const SchemaInHand& input, const ForeignKey& key);
/// Those that the key names, or the primary key of its parent.
std::vector<Identifier> parent_columns_of(const ForeignKey& key, const Table& parent);

/// A column of a foreign key and what it references, both known.
struct Reference {
  const Column& from;
  const Table& parent;
  const Column& to;
};
/// Of all foreign keys of the table whose parents are in the schema.
std::vector<Reference> references_of(const SchemaInHand& input, const Table& table);
/// "team_id → teams.id", "(a, b) → t(x, y)"
std::string words_for(const ForeignKey& key, const std::vector<Identifier>& parent_columns);

/// A PRIMARY KEY, UNIQUE or index of a table, without those that have a WHERE. The rowid has no
/// parts of its own: a rowid alias is a key of one column.
struct KeyOfTable {
  const std::vector<KeyPart>* parts = nullptr;
  bool unique = false;
  bool rowid = false;
  const Index* index = nullptr;  ///< of CREATE INDEX; null for a constraint
};
std::vector<KeyOfTable> keys_of(const Table& table);

/// What many tables of a schema may have in common gets a finding for each only where they are few.
bool are_few(std::size_t tables);

/// "SQLite 3.37"
std::string words_for_version(int version);

}  // namespace plumbline
