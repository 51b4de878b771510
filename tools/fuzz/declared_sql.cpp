// A .sql file as a declared schema: run on a private database, read, written as YAML, read again.
#include "analyzer/declare/run_script.hpp"
#include "analyzer/soundness.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/all_rules.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view script = text_of_input(data, size);
  const Options options = options_for_fuzzing();
  answers([&] {
    const Connection shadow = empty_shadow("schema.sql", options.deadline);
    run_script(shadow, script, "schema.sql");
    Schema schema = introspect(shadow);
    render_all(schema);
    Report report;
    report.findings = assess(look_at_schema(shadow, schema, options));
    render_all(report);
    demand_same_from_yaml(schema);
  });
  return 0;
}
