#include "tools/plumbline/json_writer.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/version.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

template <class Values, class Write>
void add_list(JsonWriter& json, const char* key, const Values& values, Write write) {
  json.begin_array(key);
  for (const auto& value : values) write(json, value);
  json.end_array();
}

template <class Map, class Write>
void add_values(JsonWriter& json, const char* key, const Map& map, Write write) {
  json.begin_array(key);
  for (const auto& [name, value] : map) write(json, value);
  json.end_array();
}

void add_stated(JsonWriter& json, const char* key, std::string_view value) {
  if (!value.empty()) json.add_text(key, value);
}

void add_set(JsonWriter& json, const char* key, bool value) {
  if (value) json.add_flag(key, true);
}

void add_name(JsonWriter& json, const char* key, const std::optional<Identifier>& name) {
  if (name) json.add_text(key, name->text());
}

void write_identifier(JsonWriter& json, const Identifier& name) { json.add_text("", name.text()); }

void write_column(JsonWriter& json, const Column& column) {
  json.begin_object();
  json.add_text("name", column.name.text());
  json.add_text("type", column.type);
  json.add_flag("not_null", column.not_null);
  add_name(json, "not_null_name", column.not_null_name);
  add_stated(json, "on_conflict", word_of(column.not_null_conflict));
  if (column.default_sql) json.add_text("default", *column.default_sql);
  add_stated(json, "collation", column.collation);
  if (column.generated) {
    json.add_text("generated", column.generated->expression);
    json.add_flag("stored", column.generated->stored);
  }
  add_set(json, "hidden", column.hidden);
  json.end_object();
}

void write_part(JsonWriter& json, const KeyPart& part) {
  json.begin_object();
  if (part.expression) {
    json.add_text("expression", *part.expression);
  } else {
    json.add_text("column", part.column.text());
  }
  add_stated(json, "collation", part.collation);
  add_set(json, "descending", part.descending);
  json.end_object();
}

void write_primary_key(JsonWriter& json, const PrimaryKey& key) {
  json.begin_object("primary_key");
  add_name(json, "name", key.name);
  add_list(json, "columns", key.columns, write_part);
  add_stated(json, "on_conflict", word_of(key.on_conflict));
  json.add_flag("autoincrement", key.autoincrement);
  json.add_flag("rowid_alias", key.rowid_alias);
  json.end_object();
}

void write_unique(JsonWriter& json, const Unique& unique) {
  json.begin_object();
  add_name(json, "name", unique.name);
  add_list(json, "columns", unique.columns, write_part);
  add_stated(json, "on_conflict", word_of(unique.on_conflict));
  json.end_object();
}

void write_check(JsonWriter& json, const Check& check) {
  json.begin_object();
  add_name(json, "name", check.name);
  json.add_text("expression", check.expression);
  json.end_object();
}

void write_foreign_key(JsonWriter& json, const ForeignKey& key) {
  json.begin_object();
  add_name(json, "name", key.name);
  add_list(json, "columns", key.columns, write_identifier);
  json.add_text("parent", key.parent.text());
  add_list(json, "parent_columns", key.parent_columns, write_identifier);
  json.add_text("on_delete", word_of(key.on_delete));
  json.add_text("on_update", word_of(key.on_update));
  json.add_flag("deferred", key.deferred);
  add_stated(json, "deferrable", key.deferrable);
  add_stated(json, "match", key.match);
  json.end_object();
}

void write_index(JsonWriter& json, const Index& index) {
  json.begin_object();
  json.add_text("name", index.name.text());
  json.add_flag("unique", index.unique);
  add_list(json, "columns", index.columns, write_part);
  if (index.where) json.add_text("where", *index.where);
  json.add_text("sql", index.sql);
  json.end_object();
}

void write_table(JsonWriter& json, const Table& table) {
  json.begin_object();
  json.add_text("name", table.name.text());
  json.add_text("kind", word_of(table.kind));
  add_stated(json, "module", table.module);
  json.add_flag("strict", table.strict);
  json.add_flag("without_rowid", table.without_rowid);
  add_list(json, "columns", table.columns, write_column);
  if (table.primary_key) write_primary_key(json, *table.primary_key);
  add_list(json, "uniques", table.uniques, write_unique);
  add_list(json, "checks", table.checks, write_check);
  add_list(json, "foreign_keys", table.foreign_keys, write_foreign_key);
  add_values(json, "indexes", table.indexes, write_index);
  const bool partial = table.understanding == Understanding::partial;
  json.add_text("understanding", partial ? "partial" : "complete");
  json.add_text("sql", table.sql);
  json.end_object();
}

void write_view(JsonWriter& json, const View& view) {
  json.begin_object();
  json.add_text("name", view.name.text());
  add_list(json, "columns", view.columns, write_identifier);
  json.add_text("sql", view.sql);
  json.end_object();
}

void write_trigger(JsonWriter& json, const Trigger& trigger) {
  json.begin_object();
  json.add_text("name", trigger.name.text());
  json.add_text("table", trigger.table.text());
  json.add_text("sql", trigger.sql);
  json.end_object();
}

void write_problem(JsonWriter& json, const Problem& problem) {
  json.begin_object();
  json.begin_object("object");
  json.add_text("type", to_string(problem.object.type));
  json.add_text("name", problem.object.name.text());
  add_stated(json, "table", problem.object.table.text());
  json.end_object();
  json.add_text("what", problem.what);
  json.end_object();
}

void write_database(JsonWriter& json, const DatabaseFacts& facts) {
  json.begin_object("database");
  json.add_text("path", facts.path);
  json.add_text("sqlite_version", facts.sqlite_version);
  json.add_number("user_version", facts.user_version);
  json.add_text("fingerprint", facts.fingerprint);
  json.add_text("meaning", facts.meaning);
  json.end_object();
}

}  // namespace

std::string render_schema_json(const Schema& schema, const DatabaseFacts& facts) {
  JsonWriter json;
  json.begin_object();
  json.add_text("format", "plumbline.schema/1");
  json.add_text("plumbline", program_version);
  write_database(json, facts);
  add_values(json, "tables", schema.tables, write_table);
  add_values(json, "views", schema.views, write_view);
  add_values(json, "triggers", schema.triggers, write_trigger);
  if (schema.user_version) json.add_number("user_version", *schema.user_version);
  if (schema.application_id) json.add_number("application_id", *schema.application_id);
  add_list(json, "problems", schema.problems, write_problem);
  json.end_object();
  return json.done();
}

}  // namespace plumbline
