// A .yaml file as a declared schema or a snapshot.
#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/soundness.hpp"
#include "rules/all_rules.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Options options = options_for_fuzzing();
  answers([&] {
    const DeclaredSchema declared =
        declared_schema(text_of_input(data, size), "schema.yaml", options.deadline);
    render_all(declared.schema);
    Report report;
    report.findings = assess(look_at_schema(declared.connection, declared.schema, options));
    render_all(report);
    demand_same_from_yaml(declared.schema);
  });
  return 0;
}
