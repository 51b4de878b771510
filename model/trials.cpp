#include "model/trials.hpp"

namespace plumbline {

int badness(RerunOutcome outcome) {
  switch (outcome) {
    case RerunOutcome::works:
      return 0;
    case RerunOutcome::fails:
      return 1;
    case RerunOutcome::other_rows:
      return 2;
    case RerunOutcome::other_schema:
      return 3;
    case RerunOutcome::loses_rows:
      return 4;
  }
  return 0;
}

}  // namespace plumbline
