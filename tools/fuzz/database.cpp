// A database file of any bytes, read as every verb reads it. mutate_database.cpp makes bytes that
// come further than a wrong header.
#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

void demand_same_as_itself() {
  const Report report = diff(folder().at("app.db"), folder().at("app.db"), options_for_fuzzing());
  demand(report.changes.empty(), "a database does not differ from itself");
  render_all(report);
}

/// A shadow that reads the file's own pages shows what the file shows.
void demand_same_through_shadow() {
  const OpenedDatabase opened = open_database(folder().at("app.db"));
  const Schema schema = introspect(opened.connection);
  const Shadow shadow = shadow_of(opened.connection, Deadline(2), World::first, 0);
  const Schema seen = introspect(shadow.connection);
  demand(seen.tables.size() == schema.tables.size() && seen.views.size() == schema.views.size(),
         "a shadow shows the same schema");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  folder().clear();
  folder().put("app.db", text_of_input(data, size));
  folder().put("empty.sql", "");
  const auto before = folder().contents();
  const Options options = options_for_fuzzing();
  answers([&] { render_all(load(folder().at("app.db"), options).schema); });
  answers([&] { demand_same_as_itself(); });
  answers([&] { render_all(diff(folder().at("app.db"), folder().at("empty.sql"), options)); });
  answers([&] { render_all(diff(folder().at("empty.sql"), folder().at("app.db"), options)); });
  answers([&] { demand_same_through_shadow(); });
  answers([&] {
    Options shown = options;
    shown.show_values = true;
    shown.picture = true;
    render_all(audit(folder().at("app.db"), {}, shown, {}));
  });
  demand(folder().contents() == before, "nothing was written");
  return 0;
}
