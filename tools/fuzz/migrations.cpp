// A directory of migrations: names and texts of files, read as some runner reads them, and run.
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/source.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

/// As one runner would read it, told by the size, which every mutation changes: there are many.
void read_as_some_runner(std::size_t size) {
  const Runner& runner = all_runners()[size % all_runners().size()];
  const Migrations migrations =
      read_migrations(folder().at("migrations"), &runner, options_for_fuzzing());
  for (const Migration& migration : migrations.list) {
    demand(!migration.id.empty(), "a migration has a name");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bundle bundle = bundle_of(text_of_input(data, size));
  if (bundle.parts.empty()) return -1;  // not worth keeping
  folder().clear();
  lay_out(bundle, "migrations/");
  const auto before = folder().contents();
  answers([&] { read_as_some_runner(size); });
  answers(
      [&] { render_all(open_source(folder().at("migrations"), options_for_fuzzing()).schema); });
  demand(folder().contents() == before, "nothing was written");
  return 0;
}
