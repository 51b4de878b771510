#include "model/forecast.hpp"

namespace plumbline {

std::string to_string(ForecastOutcome outcome) {
  switch (outcome) {
    case ForecastOutcome::not_run:
      return "not-run";
    case ForecastOutcome::nothing_to_run:
      return "nothing-to-run";
    case ForecastOutcome::succeeds:
      return "succeeds";
    case ForecastOutcome::fails:
      return "fails";
    case ForecastOutcome::drifts:
      return "drifts";
    case ForecastOutcome::loses_rows:
      return "loses-rows";
  }
  return "not-run";
}

std::string to_string(LossCause cause) {
  switch (cause) {
    case LossCause::delete_rows:
      return "delete";
    case LossCause::drop_table:
      return "drop-table";
    case LossCause::drop_column:
      return "drop-column";
    case LossCause::cascade:
      return "cascade";
    case LossCause::set_null:
      return "set-null";
    case LossCause::set_default:
      return "set-default";
    case LossCause::trigger:
      return "trigger";
    case LossCause::replace:
      return "replace";
    case LossCause::left_out:
      return "left-out";
  }
  return "delete";
}

bool is_stated(LossCause cause) {
  return cause == LossCause::delete_rows || cause == LossCause::drop_table ||
         cause == LossCause::drop_column;
}

}  // namespace plumbline
