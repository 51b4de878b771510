#include "tests/page_samples.hpp"

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"

namespace plumbline {

namespace {

ObjectRef table_ref(const char* name) { return {ObjectType::table, Identifier(name), {}}; }

ObjectRef column_ref(const char* table, const char* name) {
  return {ObjectType::column, Identifier(name), Identifier(table)};
}

Column column_of(const char* name, const char* type) {
  Column column;
  column.name = Identifier(name);
  column.type = type;
  return column;
}

Table table_of(const char* name, const std::vector<std::pair<const char*, const char*>>& columns) {
  Table table;
  table.name = Identifier(name);
  for (const auto& [column, type] : columns) table.columns.push_back(column_of(column, type));
  table.primary_key.emplace();
  table.primary_key->columns = {{Identifier(columns.front().first), std::nullopt, "", false}};
  return table;
}

void refer(Schema& schema, const char* table, const char* column, const char* parent,
           ForeignKeyAction on_delete) {
  ForeignKey key;
  key.columns = {Identifier(column)};
  key.parent = Identifier(parent);
  key.on_delete = on_delete;
  schema.tables.at(Identifier(table)).foreign_keys.push_back(key);
}

Schema schema_of_shop() {
  Schema schema;
  const auto add = [&](const Table& table) { schema.tables.emplace(table.name, table); };
  add(table_of("customers", {{"id", "INTEGER"}, {"email", "TEXT"}, {"name", "TEXT"}}));
  add(table_of(
      "orders",
      {{"id", "INTEGER"}, {"customer_id", "INTEGER"}, {"total", "TEXT"}, {"placed_at", "TEXT"}}));
  add(table_of("order_lines", {{"id", "INTEGER"},
                               {"order_id", "INTEGER"},
                               {"product_id", "INTEGER"},
                               {"amount", "INTEGER"}}));
  add(table_of("products", {{"id", "INTEGER"}, {"title", "TEXT"}, {"price", "INTEGER"}}));
  add(table_of("settings", {{"key", "TEXT"}, {"value", ""}}));
  refer(schema, "orders", "customer_id", "customers", ForeignKeyAction::cascade);
  refer(schema, "order_lines", "order_id", "orders", ForeignKeyAction::cascade);
  refer(schema, "order_lines", "product_id", "products", ForeignKeyAction::no_action);
  schema.views[Identifier("open_orders")].name = Identifier("open_orders");
  Trigger& trigger = schema.triggers[Identifier("orders_total")];
  trigger.name = Identifier("orders_total");
  trigger.table = Identifier("order_lines");
  return schema;
}

DataCheck check_of(const char* rule, const ObjectRef& object, const char* what, const char* sql,
                   CheckOutcome outcome) {
  DataCheck check;
  check.rule = rule;
  check.object = object;
  check.what = what;
  check.sql = sql;
  check.outcome = outcome;
  return check;
}

Audit audit_of_shop() {
  using enum CheckOutcome;
  Audit audit;
  audit.opened = "read-only, beside its -wal: another program has it open";
  audit.checks = {
      check_of("rows-with-null", column_ref("customers", "email"), "email is never NULL",
               "SELECT rowid, * FROM \"customers\" WHERE \"email\" IS NULL", broken),
      check_of("rows-with-null", column_ref("customers", "name"), "name is never NULL",
               "SELECT rowid, * FROM \"customers\" WHERE \"name\" IS NULL", holds),
      check_of("rows-without-parent", table_ref("order_lines"),
               "(product_id) REFERENCES products(id)",
               "SELECT c.rowid, c.*\nFROM \"order_lines\" AS c\nWHERE c.\"product_id\" IS NOT NULL",
               broken),
      check_of("rows-failing-check", table_ref("products"), "price >= app_minimum()",
               "SELECT rowid, * FROM \"products\" WHERE NOT (price >= app_minimum())", failed),
      check_of("rows-not-unique", table_ref("orders"), "(customer_id, placed_at) is unique",
               "SELECT rowid FROM \"orders\"", not_finished)};
  audit.checks[0].declared = true;
  audit.checks[0].rows = 3;
  audit.checks[0].rowids = {4, 7, 9};
  audit.checks[2].rows = 1000;
  audit.checks[2].at_least = true;
  audit.checks[2].rowids = {12, 13, 14, 15, 16};
  audit.checks[2].values = {"77", "78", "'seventy-nine'", "80", "81"};
  audit.checks[3].why = "no such function: app_minimum";
  audit.not_finished = {"integrity_check"};
  audit.since = Since{
      "snapshots/2026-10-01.yaml",
      "2026-10-01T08:00:00Z",
      "2026-11-21T09:30:00Z",
      {{{AddColumn{Identifier("customers"), Identifier("name"), "name TEXT"}, ChangeClass::drift},
        "015_x"},
       {{ChangeColumn{Identifier("orders"), Identifier("total"), ColumnAttribute::type, "INTEGER",
                      "TEXT"},
         ChangeClass::drift},
        ""}}};
  return audit;
}

std::vector<Change> changes_of_shop() {
  const ObjectRef index{ObjectType::index, Identifier("orders_by_customer"), Identifier("orders")};
  return {
      {AddTable{Identifier("reviews")}, ChangeClass::drift},
      {ChangeColumn{Identifier("orders"), Identifier("total"), ColumnAttribute::type, "TEXT",
                    "INTEGER"},
       ChangeClass::drift},
      {ChangeObject{index, Verb::add, "", "CREATE INDEX orders_by_customer ON orders(customer_id)"},
       ChangeClass::drift},
      {Respell{table_ref("settings"), "create table settings", "CREATE TABLE settings"},
       ChangeClass::cosmetic}};
}

std::vector<Finding> findings_of_shop() {
  const ObjectRef lines = table_ref("order_lines");
  return {
      {"deploy-fails",
       Severity::error,
       {},
       "migrations/016_api_tokens.sql",
       3,
       "the next start fails at statement 1 of 016_api_tokens: the table is there already",
       "finish the migration: plumbline repair app.db -d migrations"},
      {"rows-without-parent", Severity::error, lines, "", 0,
       "at least 1000 rows reference a product that is not there", "look at rowids 12, 13, 14"},
      {"rows-with-null", Severity::warning, column_ref("customers", "email"), "", 0,
       "3 rows are NULL where the target says NOT NULL", "fill them before the target is reached"},
      {"no-primary-key", Severity::note, table_ref("settings"), "", 0,
       "a key of TEXT that is not declared NOT NULL takes NULL", "declare it NOT NULL"}};
}

}  // namespace

SchemaPicture shop() {
  const ObjectRef view{ObjectType::view, Identifier("open_orders"), {}};
  const ObjectRef trigger{ObjectType::trigger, Identifier("orders_total"),
                          Identifier("order_lines")};
  return {schema_of_shop(),
          {{table_ref("orders"), table_ref("customers"), "references"},
           {table_ref("order_lines"), table_ref("orders"), "references"},
           {table_ref("order_lines"), table_ref("products"), "references"},
           {view, table_ref("orders"), "reads"},
           {view, table_ref("customers"), "reads"},
           {trigger, table_ref("order_lines"), "fires on"},
           {trigger, table_ref("orders"), "writes"}}};
}

Report audited_shop() {
  Report report = stopped_half_way();
  report.database = {"/srv/shop/app.db", "3.40.1", 0, std::string(64, '9'), std::string(64, 'a')};
  report.to = "schema.sql";
  report.audit = audit_of_shop();
  report.changes = changes_of_shop();
  report.findings = findings_of_shop();
  report.forecast = foretold_failure().forecast;
  report.forecast->losses = foretold_losses().forecast->losses;
  report.accepted = accepted_findings();
  report.picture = shop();
  report.notes = {"module vec0 is not here: its tables are not looked into"};
  return report;
}

std::vector<NextStep> steps_of_shop() {
  return {
      {"to finish it", "plumbline repair /srv/shop/app.db -d migrations", true},
      {"to go back to before it", "plumbline repair /srv/shop/app.db -d migrations --undo", true}};
}

Report hostile_audit() {
  const std::string text = hostile_text() + "]]> </style></title><img src=x onerror=alert(2)>";
  const Identifier name(text);
  const ObjectRef table{ObjectType::table, name, {}};
  Report report = hostile_report();
  report.to = text;
  report.audit.emplace();
  report.audit->opened = text;
  report.audit->checks = {
      {text, table, text, true, text, CheckOutcome::broken, 2, true, {1, 2}, {text, text}, text},
      {text, table, text, false, text, CheckOutcome::failed, 0, false, {}, {}, text}};
  report.audit->not_finished = {text};
  report.audit->since = Since{text, text, text, {{{AddTable{name}, ChangeClass::drift}, text}}};
  report.database.fingerprint = text;
  SchemaPicture picture;
  picture.schema.tables[name] = table_of(text.c_str(), {{text.c_str(), text.c_str()}});
  refer(picture.schema, text.c_str(), text.c_str(), text.c_str(), ForeignKeyAction::set_null);
  picture.schema.views[Identifier("v" + text)].name = Identifier("v" + text);
  picture.schema.tables[Identifier("")] = table_of("", {{"", ""}, {"\\N\\G\\E&lt;", "</TD>"}});
  picture.schema.tables[Identifier("\xef\xbf\xbf")] =
      table_of("\xef\xbf\xbf", {{"\xef\xbf\xbe", ""}});
  picture.schema.triggers[name] = {name, name, text};
  picture.dependencies = {{table, table, text},
                          {{ObjectType::trigger, name, name}, table, "fires on"}};
  report.picture = picture;
  return report;
}

}  // namespace plumbline
