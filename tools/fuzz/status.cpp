// A database with a log of migrations and their files, all of it in one input: "=== live.sql"
// makes the database, the other parts are the files. What stands before the first part is the word
// for --log.
#include "analyzer/analyze.hpp"
#include "tools/fuzz/databases.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

Report ask_status(const LogChoice& log) {
  return status(folder().at("app.db"), folder().at("migrations"), log, options_for_fuzzing());
}

Report ask_check(const LogChoice& log) {
  return check(folder().at("app.db"), {folder().at("migrations"), log, {}, ""},
               options_for_fuzzing());
}

Report ask_repair(const LogChoice& log) {
  RepairRequest request;
  request.migrations = folder().at("migrations");
  request.log = log;
  return repair(folder().at("app.db"), request, options_for_fuzzing()).report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bundle bundle = bundle_of(text_of_input(data, size));
  const std::string_view live = part_of(bundle, "live.sql");
  const std::optional<std::string> database = database_of(live);
  if (!database) return -1;  // not worth keeping
  folder().clear();
  folder().put("app.db", *database);
  lay_out(bundle, "migrations/");
  const auto before = folder().contents();
  // One of the three, told by the size, which every mutation changes: each is slow.
  const auto ask = size % 3 == 0 ? ask_status : size % 3 == 1 ? ask_check : ask_repair;
  answers([&] { render_all(ask(log_named_by(bundle.head))); });
  demand(folder().contents() == before, "nothing was written");
  return 0;
}
