#include "model/audit.hpp"

#include <algorithm>

namespace plumbline {

std::string to_string(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::holds:
      return "holds";
    case CheckOutcome::broken:
      return "broken";
    case CheckOutcome::not_finished:
      return "not-finished";
    case CheckOutcome::failed:
      return "failed";
  }
  return "failed";
}

bool is_complete(const Audit& audit) {
  return audit.not_finished.empty() && std::ranges::none_of(audit.checks, [](const DataCheck& c) {
           return c.outcome == CheckOutcome::not_finished;
         });
}

}  // namespace plumbline
