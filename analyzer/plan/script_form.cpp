#include "analyzer/plan/script_form.hpp"

#include "analyzer/plan/alter_table.hpp"

namespace plumbline {

namespace {

constexpr const char* counted = "plumbline_counted";

}  // namespace

ScriptForm form_of(const Options& options) {
  return runtime_of(options).engine == Runtime::Engine::sqlite ? ScriptForm::transaction
                                                               : ScriptForm::batch;
}

std::string counted_table(ScriptForm form) {
  return (form == ScriptForm::batch ? "main." : "temp.") + std::string(counted);
}

bool is_counted_table(const Identifier& name) { return name == Identifier(counted); }

std::string who_refuses(const Options& options) {
  return runtime_of(options).engine == Runtime::Engine::d1 ? "D1" : "SQLite";
}

bool counts_in(ScriptForm form, const Identifier& table) {
  if (form == ScriptForm::transaction) return true;
  return !is_counted_table(table) && !ascii_lower(table.text()).starts_with("_cf_");
}

void run_plan(const Connection& shadow, const Plan& plan, const Options& options) {
  const bool batch = form_of(options) == ScriptForm::batch;
  if (batch) shadow.execute("PRAGMA foreign_keys=ON; BEGIN");
  for (const Statement& statement : plan.statements) {
    for (const std::string& sql : run_here(statement)) shadow.execute(sql);
  }
  if (batch) shadow.execute("COMMIT");
}

std::vector<std::string> how_to_run(const Options& options) {
  switch (runtime_of(options).engine) {
    case Runtime::Engine::d1:
      return {
          "Stop the application first. Run all of it as ONE batch, which D1 rolls back as a whole:",
          "  npx wrangler d1 execute DATABASE --remote --file THIS_FILE",
          "or env.DB.batch(statements.map(one => env.DB.prepare(one.sql))), with the statements of",
          "--format json. Never statement by statement, and not in the sqlite3 shell."};
    case Runtime::Engine::libsql:
      return {
          "Stop the application first. Run all of it as ONE batch, which libSQL rolls back as a "
          "whole:",
          "  client.batch(statements.map(one => one.sql), \"write\")",
          "with the statements of --format json. Never statement by statement, and not in a "
          "shell."};
    case Runtime::Engine::sqlite:
      break;
  }
  return {"Stop the application first. Run it on a connection of its own:",
          "  sqlite3 -bail DATABASE < THIS_FILE"};
}

}  // namespace plumbline
