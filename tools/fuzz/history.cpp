// A recorded history: history.yaml and the snapshots beside it.
#include "analyzer/analyze.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/source.hpp"
#include "tools/fuzz/databases.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

void demand_written_again(std::string_view text) {
  const HistoryFile history = read_history_yaml(text, "history.yaml");
  const std::string written = write_history_yaml(history);
  demand(write_history_yaml(read_history_yaml(written, "again.yaml")) == written,
         "a history is written the same again", written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bundle bundle = bundle_of(text_of_input(data, size));
  if (bundle.parts.empty()) return -1;  // not worth keeping
  folder().clear();
  lay_out(bundle, "history/");
  folder().put("app.db", "");
  const auto before = folder().contents();
  answers([&] { demand_written_again(part_of(bundle, "history.yaml")); });
  answers([&] { render_all(open_source(folder().at("history"), options_for_fuzzing()).schema); });
  answers([&] {
    render_all(status(folder().at("app.db"), folder().at("history"), log_named_by(bundle.head),
                      options_for_fuzzing()));
  });
  demand(folder().contents() == before, "nothing was written");
  return 0;
}
