#include "analyzer/plan/script_facts.hpp"

#include <algorithm>

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/count_changed.hpp"
#include "analyzer/plan/guard_questions.hpp"

namespace plumbline {

namespace {

// The first version tried that has it: 3.31.1 has not.
constexpr int has_foreign_key_check_of_table = 3034000;

/// An object of sqlite_master by type and name, with its text and the table it belongs to.
struct SchemaObject {
  std::string type;
  Identifier name;
  Identifier table;
  std::string sql;
};

std::vector<SchemaObject> objects_of(const Schema& schema) {
  std::vector<SchemaObject> objects;
  for (const auto& [name, table] : schema.tables) {
    objects.push_back({"table", name, name, table.sql});
    for (const auto& [index_name, index] : table.indexes) {
      objects.push_back({"index", index_name, name, index.sql});
    }
  }
  for (const auto& [name, view] : schema.views) objects.push_back({"view", name, name, view.sql});
  for (const auto& [name, trigger] : schema.triggers) {
    objects.push_back({"trigger", name, trigger.table, trigger.sql});
  }
  return objects;
}

using Texts = std::map<std::pair<std::string, Identifier>, std::string>;

Texts texts_of(const Schema& schema) {
  Texts texts;
  for (const SchemaObject& object : objects_of(schema)) {
    texts.emplace(std::pair(object.type, object.name), object.sql);
  }
  return texts;
}

bool has_same_text(const Texts& texts, const SchemaObject& object) {
  const auto found = texts.find({object.type, object.name});
  return found != texts.end() && found->second == object.sql;
}

bool references(const Table& table, const Identifier& parent) {
  return std::ranges::any_of(table.foreign_keys,
                             [&](const ForeignKey& key) { return key.parent == parent; });
}

/// Whether the table has foreign keys, or is one's parent.
bool takes_part_in_references(const Schema& schema, const Identifier& name) {
  const Table* table = find_table(schema, name);
  if (table != nullptr && !table->foreign_keys.empty()) return true;
  return std::ranges::any_of(schema.tables,
                             [&](const auto& entry) { return references(entry.second, name); });
}

bool has_sequence(const Schema& schema, const Identifier& name) {
  const Table* table = find_table(schema, name);
  return table != nullptr && table->primary_key && table->primary_key->autoincrement;
}

std::string type_made_in(Phase phase) {
  switch (phase) {
    case Phase::drop_index:
    case Phase::create_index:
      return "index";
    case Phase::drop_view:
    case Phase::create_view:
      return "view";
    case Phase::drop_trigger:
    case Phase::create_trigger:
      return "trigger";
    default:
      return "table";
  }
}

/// The objects that the steps name.
std::set<std::pair<std::string, Identifier>> named_by_steps(const Draft& draft) {
  std::set<std::pair<std::string, Identifier>> named;
  for (const Step& step : draft.steps) {
    if (step.phase != Phase::set_pragma) named.emplace(type_made_in(step.phase), step.name);
  }
  for (const Identifier& index : draft.remade_indexes) named.emplace("index", index);
  for (const Identifier& trigger : draft.remade_triggers) named.emplace("trigger", trigger);
  return named;
}

TableWay way_of(const Draft& draft, const Identifier& table) {
  const auto found = draft.ways.find(table);
  return found == draft.ways.end() ? TableWay::none : found->second;
}

}  // namespace

ScriptFacts script_facts(const Schema& live, const Schema& renamed, const Schema& target,
                         const Draft& draft, const std::vector<Identifier>& check_references,
                         const Options& options) {
  ScriptFacts facts;
  facts.form = form_of(options);
  const Texts after_renames = texts_of(renamed);
  const auto named = named_by_steps(draft);
  const auto gone_with_table = [&](const SchemaObject& object) {
    return way_of(draft, object.table) == TableWay::rebuild ||
           draft.dropped_tables.contains(object.table) ||
           (object.type == "table" && draft.kept_children.contains(object.name));
  };
  // With foreign keys on, the text of the children says what becomes of their rows.
  const bool acts_on_references = facts.form == ScriptForm::batch && draft.rebuilds_or_drops;
  std::int64_t referencing = 0;
  for (const SchemaObject& object : objects_of(live)) {
    if (!counts_in(facts.form, object.name)) continue;
    ++facts.objects;
    const bool acts =
        acts_on_references && object.type == "table" && speaks_of_references(object.sql);
    referencing += acts ? 1 : 0;
    const bool touched = !has_same_text(after_renames, object) ||
                         named.contains({object.type, object.name}) || gone_with_table(object) ||
                         acts;
    if (touched) facts.starts_as.push_back({object.type, object.name, object.sql});
  }
  if (acts_on_references) {
    facts.also.push_back(referencing_tables_are(facts.form, referencing));
  }
  for (const auto& [table, way] : draft.ways) {
    if (way != TableWay::rebuild) continue;
    facts.same_rows.push_back(table);
    if (has_sequence(renamed, table) && has_sequence(target, table)) {
      facts.same_sequence.push_back(table);
    }
    facts.legacy_rename = facts.form == ScriptForm::transaction;
    facts.foreign_keys_off |=
        takes_part_in_references(renamed, table) || takes_part_in_references(target, table);
  }
  for (const Identifier& table : draft.kept_children) {
    if (draft.dropped_tables.contains(table)) continue;
    if (way_of(draft, table) != TableWay::rebuild) facts.same_rows.push_back(table);
    const bool noted = std::ranges::count(facts.same_sequence, table) > 0;
    if (!noted && has_sequence(renamed, table) && has_sequence(target, table)) {
      facts.same_sequence.push_back(table);
    }
  }
  for (const Identifier& table : draft.dropped_tables) {
    facts.foreign_keys_off |= takes_part_in_references(renamed, table);
  }
  facts.empty.assign(draft.empty_tables.begin(), draft.empty_tables.end());
  for (const Step& step : draft.steps) {
    facts.changed_counts += static_cast<std::size_t>(std::ranges::count_if(
        step.statements, [](const Statement& made) { return counts_changed(made.sql); }));
    if (step.phase != Phase::set_pragma) continue;
    const bool version = step.name == Identifier("user_version");
    facts.settings.emplace(step.name.text(),
                           (version ? live.user_version : live.application_id).value_or(0));
  }
  facts.check_references = check_references;
  facts.checks_one_table = runtime_of(options).version >= has_foreign_key_check_of_table;
  facts.foreign_keys_after = options.foreign_keys;
  return facts;
}

namespace {

std::vector<SchemaRowPromise> promised_rows(const Schema& live, const Schema& after,
                                            const Draft& draft) {
  const Texts before = texts_of(live);
  const Texts now = texts_of(after);
  const auto named = named_by_steps(draft);
  std::vector<SchemaRowPromise> rows;
  for (const SchemaObject& object : objects_of(after)) {
    // Also what only comes back as it was: it must not be missing afterwards.
    const bool altered = object.type == "table" && way_of(draft, object.name) == TableWay::alter;
    if (named.contains({object.type, object.name}) && !altered) {
      rows.push_back({object.type, object.name, object.sql});
    }
  }
  for (const auto& [object, sql] : before) {
    if (!now.contains(object)) rows.push_back({object.first, object.second, std::nullopt});
  }
  return rows;
}

std::vector<ColumnsPromise> promised_columns(const Connection& shadow, const Schema& live,
                                             const Schema& after, const Draft& draft) {
  const Texts before = texts_of(live);
  const auto named = named_by_steps(draft);
  std::vector<ColumnsPromise> promises;
  for (const auto& [name, table] : after.tables) {
    if (table.kind != TableKind::ordinary) continue;
    const bool changed = !has_same_text(before, {"table", name, name, table.sql});
    const bool by_alter =
        way_of(draft, name) == TableWay::alter || !named.contains({"table", name});
    if (!changed || !by_alter) continue;
    promises.push_back({name, shadow.text("SELECT " + columns_text(name)).value_or("")});
  }
  return promises;
}

std::vector<TextPromise> promised_texts(const Draft& draft) {
  std::vector<TextPromise> promises;
  for (const Step& step : draft.steps) {
    for (const Statement& statement : step.statements) {
      if (statement.leaves) promises.push_back(*statement.leaves);
    }
  }
  return promises;
}

std::int64_t counted_objects(const Schema& schema, ScriptForm form) {
  return std::ranges::count_if(
      objects_of(schema), [&](const SchemaObject& object) { return counts_in(form, object.name); });
}

}  // namespace

ScriptPromises script_promises(const Connection& shadow, const Schema& live, const Schema& after,
                               const Draft& draft, ScriptForm form) {
  return {promised_rows(live, after, draft), promised_columns(shadow, live, after, draft),
          promised_texts(draft), counted_objects(after, form)};
}

}  // namespace plumbline
