#include "analyzer/reconcile/object_texts.hpp"

#include "analyzer/diff/diff.hpp"
#include "analyzer/sql_text/normal_form.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// What changes when a table of text `a` becomes one of text `b`; nothing where one of the two
/// cannot be made alone.
std::optional<std::vector<Change>> changes_between(const std::string& a, const std::string& b) {
  Schema schemas[2];
  const std::string* const texts[2] = {&a, &b};
  for (int i = 0; i < 2; ++i) {
    const Connection scratch = empty_shadow("scratch", std::nullopt);
    if (scratch.try_execute(*texts[i])) return std::nullopt;
    schemas[i] = introspect(scratch);
  }
  return diff(schemas[0], schemas[1], {});
}

}  // namespace

std::string to_string(const ObjectKey& object) {
  return (object.type == "pragma" ? "PRAGMA" : object.type) + " " + object.name.text();
}

ObjectTexts object_texts(const Connection& connection, const std::set<Identifier>& left_out) {
  Query query(connection,
              "SELECT type, name, tbl_name, sql FROM sqlite_schema"
              " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  ObjectTexts texts;
  while (query.step()) {
    if (left_out.contains(Identifier(query.text(2)))) continue;
    texts.emplace(ObjectKey{std::string(query.text(0)), Identifier(query.text(1))},
                  std::string(query.text(3)));
  }
  return texts;
}

ObjectTexts object_texts(const Schema& schema, const std::set<Identifier>& left_out) {
  ObjectTexts texts;
  for (const auto& [name, table] : schema.tables) {
    if (left_out.contains(name)) continue;
    texts.emplace(ObjectKey{"table", name}, table.sql);
    for (const auto& [index_name, index] : table.indexes) {
      texts.emplace(ObjectKey{"index", index_name}, index.sql);
    }
  }
  for (const auto& [name, view] : schema.views) texts.emplace(ObjectKey{"view", name}, view.sql);
  for (const auto& [name, trigger] : schema.triggers) {
    if (!left_out.contains(trigger.table)) {
      texts.emplace(ObjectKey{"trigger", name}, trigger.sql);
    }
  }
  return texts;
}

std::vector<std::string> create_statements_of(const Schema& schema) {
  const ObjectTexts texts = object_texts(schema, {});
  std::vector<std::string> statements;
  for (const char* type : {"table", "view", "index", "trigger", "pragma"}) {
    for (const auto& [object, sql] : texts) {
      if (object.type != type) continue;
      const bool setting = object.type == "pragma";
      statements.push_back(setting ? "PRAGMA " + object.name.text() + "=" + sql : sql);
    }
  }
  return statements;
}

bool same_object(const ObjectKey& object, const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (object.type == "pragma") return false;
  const std::string left = normal_form(a);
  const std::string right = normal_form(b);
  // A text in double quotes that is no name is a string: nobody here knows the names, so that is
  // left to be a difference.
  if (left == right || equal_but_for_string_quotes(left, right, {})) return true;
  if (object.type != "table") return false;
  const auto changes = changes_between(a, b);
  return changes && !any_drift(*changes);
}

std::string difference_between(const ObjectKey& object, const std::string& a,
                               const std::string& b) {
  if (object.type == "pragma") return a + " → " + b;
  if (object.type != "table") return normal_form(a) == normal_form(b) ? "" : "its text differs";
  const auto changes = changes_between(a, b);
  if (!changes) return "";
  constexpr std::size_t most_shown = 3;
  std::string text;
  std::size_t shown = 0;
  for (const Change& change : *changes) {
    if (change.severity != ChangeClass::drift) continue;
    if (++shown > most_shown) continue;
    const ObjectRef about = object_of(change);
    const std::string column =
        about.type == ObjectType::column ? "column " + about.name.text() + ": " : "";
    text += (text.empty() ? "" : "; ") + kind_of(change) + " " + column + describe(change);
  }
  if (shown > most_shown) text += "; and " + std::to_string(shown - most_shown) + " more";
  return text;
}

}  // namespace plumbline
