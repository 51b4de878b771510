#include <algorithm>
#include <map>
#include <set>

#include "tools/plumbline/renderers.hpp"

// Mermaid has no escapes: what its lexer does not take in a place has to be replaced, and the true
// name goes into the comment of the attribute.
// https://mermaid.js.org/syntax/entityRelationshipDiagram.html

namespace plumbline {

namespace {

using EntityNames = std::map<Identifier, std::string>;

bool is_word_character(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// What may stand between double quotes; two ~ on a line would make a generic type of it, and what
/// draws the diagram may take a tag for one.
std::string in_quotes(std::string_view text) {
  std::string result = visible(text);
  std::ranges::replace(result, '"', '\'');
  for (const char c : {'\\', '%', '~', '<', '>'}) std::ranges::replace(result, c, '_');
  return '"' + (result.empty() ? "_" : result) + '"';
}

/// A type or a column: letters, "_" and, not in front, digits; and not one of the key words.
std::string attribute_word(std::string_view text, const char* if_empty) {
  std::string word;
  for (const char c : text.empty() ? std::string_view(if_empty) : text) {
    word += is_word_character(c) ? c : '_';
  }
  if (word.front() >= '0' && word.front() <= '9') word.insert(0, "_");
  for (const char* const key : {"pk", "fk", "uk"}) {
    if (equal_folded(word, key)) return word + "_";
  }
  return word;
}

/// Two tables may look alike once replaced; the second of them gets a number.
EntityNames entity_names(const Schema& schema) {
  EntityNames names;
  std::set<std::string> taken;
  const auto add = [&](const Identifier& name) {
    if (names.contains(name)) return;
    std::string entity = in_quotes(name.text());
    const std::string stem = entity.substr(0, entity.size() - 1);
    for (int number = 2; !taken.insert(entity).second; ++number) {
      entity = stem + " " + std::to_string(number) + '"';
    }
    names[name] = entity;
  };
  for (const auto& [name, table] : schema.tables) add(name);
  for (const auto& [name, view] : schema.views) add(name);
  for (const auto& [name, table] : schema.tables) {
    for (const ForeignKey& key : table.foreign_keys) add(key.parent);
  }
  return names;
}

bool holds(const std::vector<KeyPart>& parts, const Identifier& column) {
  return std::ranges::any_of(parts, [&](const KeyPart& part) { return part.column == column; });
}

/// "PK, FK": the parts that the column plays.
std::string roles_of(const Table& table, const Identifier& column) {
  std::string roles;
  const auto add = [&roles](bool plays, const char* role) {
    if (plays) roles += (roles.empty() ? " " : ", ") + std::string(role);
  };
  add(table.primary_key && holds(table.primary_key->columns, column), "PK");
  add(std::ranges::any_of(table.foreign_keys,
                          [&](const ForeignKey& key) {
                            return std::ranges::find(key.columns, column) != key.columns.end();
                          }),
      "FK");
  add(std::ranges::any_of(table.uniques,
                          [&](const Unique& unique) {
                            return unique.columns.size() == 1 && holds(unique.columns, column);
                          }),
      "UK");
  return roles;
}

/// The true name and type where they had to be replaced, and what else is worth knowing.
std::string comment_on(const Column& column, const std::string& word, const std::string& type) {
  std::string comment;
  const auto add = [&comment](const std::string& part) {
    comment += (comment.empty() ? "" : ", ") + part;
  };
  if (word != column.name.text()) add(column.name.text());
  if (type != column.type && !column.type.empty()) add(column.type);
  if (column.not_null) add("NOT NULL");
  if (column.generated) add("generated");
  return comment.empty() ? "" : " " + in_quotes(comment);
}

void append_table(std::string& out, const Table& table, const std::string& entity) {
  out += "    " + entity + " {\n";
  for (const Column& column : table.columns) {
    if (column.hidden) continue;
    const std::string type = attribute_word(column.type, "untyped");
    const std::string word = attribute_word(column.name.text(), "_");
    out += "        " + type + " " + word + roles_of(table, column.name) +
           comment_on(column, word, type) + "\n";
  }
  out += "    }\n";
}

void append_view(std::string& out, const View& view, const std::string& entity) {
  out += "    " + entity + " {\n";
  for (const Identifier& column : view.columns) {
    const std::string word = attribute_word(column.text(), "_");
    const bool replaced = word != column.text();
    out += "        view " + word + (replaced ? " " + in_quotes(column.text()) : "") + "\n";
  }
  out += "    }\n";
}

bool same_columns(const std::vector<KeyPart>& parts, const std::vector<Identifier>& columns) {
  return parts.size() == columns.size() &&
         std::ranges::all_of(columns, [&](const Identifier& c) { return holds(parts, c); });
}

bool is_unique(const Table& table, const std::vector<Identifier>& columns) {
  return (table.primary_key && same_columns(table.primary_key->columns, columns)) ||
         std::ranges::any_of(table.uniques, [&](const Unique& unique) {
           return same_columns(unique.columns, columns);
         });
}

bool always_set(const Table& table, const std::vector<Identifier>& columns) {
  return std::ranges::all_of(columns, [&](const Identifier& name) {
    const Column* const column = find_column(table, name);
    return column != nullptr && column->not_null;
  });
}

void append_relation(std::string& out, const Table& table, const ForeignKey& key,
                     const EntityNames& names) {
  std::string label;
  for (const Identifier& column : key.columns) {
    label += (label.empty() ? "" : ", ") + column.text();
  }
  out += "    " + names.at(key.parent) + (always_set(table, key.columns) ? " ||--o" : " |o--o") +
         (is_unique(table, key.columns) ? "| " : "{ ") + names.at(table.name) + " : " +
         in_quotes(label) + "\n";
}

}  // namespace

std::string render_mermaid(const Schema& schema) {
  const EntityNames names = entity_names(schema);
  std::string out = "erDiagram\n";
  for (const auto& [name, table] : schema.tables) {
    // Shadow tables say how a virtual table is stored, nothing about what is.
    if (table.kind != TableKind::shadow) append_table(out, table, names.at(name));
  }
  for (const auto& [name, view] : schema.views) append_view(out, view, names.at(name));
  for (const auto& [name, table] : schema.tables) {
    for (const ForeignKey& key : table.foreign_keys) append_relation(out, table, key, names);
  }
  return out;
}

}  // namespace plumbline
