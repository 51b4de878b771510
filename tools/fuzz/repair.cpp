// A database and the schema it should have: "=== live.sql" and "=== target.sql". A script that is
// printed is run by plain SQLite on a copy, and must do what it promises.
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "analyzer/analyze.hpp"
#include "analyzer/sql_text/normal_form.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "tools/fuzz/databases.hpp"
#include "tools/fuzz/harness.hpp"
#include "tools/plumbline/renderers.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

Options everything_allowed() {
  Options options = options_for_fuzzing();
  options.drop_extra = true;
  options.allow.insert(all_hazards().begin(), all_hazards().end());
  return options;
}

/// No name and no comment has become a statement.
void demand_same_statements(const Plan& plan, const std::string& script) {
  const std::vector<ScriptStatement> printed = split_statements(script);
  demand(printed.size() == plan.statements.size(), "a script holds its statements and no others",
         script);
  for (std::size_t i = 0; i < printed.size(); ++i) {
    demand(normal_form(printed[i].sql) == normal_form(plan.statements[i].sql),
           "a statement is printed as it was proven", script);
  }
}

/// What SQLite says of the script; empty where it runs. Stand-ins for what only the application has
/// are ours alone: then it cannot run, and says so.
std::string run_on_copy(const std::string& database, const std::string& script) {
  folder().put("copy.db", database);
  sqlite3* handle = nullptr;
  sqlite3_open(folder().at("copy.db").c_str(), &handle);
  sqlite3_exec(handle, script.c_str(), nullptr, nullptr, nullptr);
  const std::string said = sqlite3_errcode(handle) == SQLITE_OK ? "" : sqlite3_errmsg(handle);
  sqlite3_close(handle);
  return said;
}

bool is_of_application(const std::string& said) {
  return std::ranges::any_of(std::to_array({"no such function", "no such collation",
                                            "no such module", "no query solution"}),
                             [&](const char* words) { return said.find(words) != said.npos; });
}

void demand_it_does(const std::string& database, const std::string& script) {
  const std::string said = run_on_copy(database, script);
  if (is_of_application(said)) return;
  demand(said.empty(), "the script runs", said + "\n" + script);
  const Report after =
      diff(folder().at("copy.db"), folder().at("target.sql"), everything_allowed());
  demand(!any_drift(after.changes), "the script leads to the target",
         render_report_text(after, plain_style()) + script);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bundle bundle = bundle_of(text_of_input(data, size));
  const std::optional<std::string> database = database_of(part_of(bundle, "live.sql"));
  if (!database) return -1;  // not worth keeping
  folder().clear();
  folder().put("app.db", *database);
  folder().put("target.sql", part_of(bundle, "target.sql"));
  const auto before = folder().contents();
  std::optional<Plan> plan;
  answers([&] {
    const Repair answer =
        repair(folder().at("app.db"), folder().at("target.sql"), everything_allowed());
    render_all(answer.report);
    if (const Plan* made = std::get_if<Plan>(&answer.planning)) plan = *made;
  });
  demand(folder().contents() == before, "nothing was written");
  if (!plan) return 0;
  const std::string script = render_plan_sql(*plan);
  demand_same_statements(*plan, script);
  if (script.find('\0') == std::string::npos) answers([&] { demand_it_does(*database, script); });
  return 0;
}
