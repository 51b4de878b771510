// A directory of migrations, tried on databases made up for them. What stands before the first file
// is the word for --log.
#include "analyzer/analyze.hpp"
#include "tools/fuzz/databases.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bundle bundle = bundle_of(text_of_input(data, size));
  if (bundle.parts.empty()) return -1;  // not worth keeping
  folder().clear();
  lay_out(bundle, "migrations/");
  const auto before = folder().contents();
  answers([&] {
    render_all(lint(folder().at("migrations"), log_named_by(bundle.head), options_for_fuzzing()));
  });
  demand(folder().contents() == before, "nothing was written");
  return 0;
}
