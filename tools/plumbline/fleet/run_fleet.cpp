#include "tools/plumbline/fleet/run_fleet.hpp"

#include "model/error.hpp"

namespace plumbline {

bool is_fleet(const Command& command) {
  return command.sources.size() > 1 || command.merge || command.format == Format::jsonl;
}

int run_fleet(const Command&, const Policy&) {
  throw Error(Error::Kind::unsupported, {"audit", 0, 0}, "several databases: not built yet");
}

}  // namespace plumbline
