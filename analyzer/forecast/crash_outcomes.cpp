#include "analyzer/forecast/crash_matrix.hpp"

namespace plumbline {

std::string to_string(FinishOutcome outcome) {
  switch (outcome) {
    case FinishOutcome::mended:
      return "mended";
    case FinishOutcome::ambiguous:
      return "ambiguous";
    case FinishOutcome::lost:
      return "lost";
    case FinishOutcome::refused:
      return "refused";
    case FinishOutcome::wrong:
      break;
  }
  return "WRONG";
}

std::string to_string(UndoOutcome outcome) {
  switch (outcome) {
    case UndoOutcome::restored:
      return "restored";
    case UndoOutcome::refused:
      return "refused";
    case UndoOutcome::wrong:
      break;
  }
  return "WRONG";
}

}  // namespace plumbline
