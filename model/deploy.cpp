#include "model/deploy.hpp"

namespace plumbline {

Hazard hazard_of(LossCause cause) {
  switch (cause) {
    case LossCause::drop_table:
      return Hazard::drop_table;
    case LossCause::drop_column:
      return Hazard::drop_column;
    default:
      return Hazard::delete_rows;
  }
}

bool stops_deploy(const Loss& loss, const std::set<Hazard>& allow) {
  const bool said = loss.cause == LossCause::delete_rows || loss.cause == LossCause::drop_column;
  return !said && !allow.contains(hazard_of(loss.cause));
}

}  // namespace plumbline
