#include "model/status.hpp"

namespace plumbline {

std::string to_string(MigrationState state) {
  switch (state) {
    case MigrationState::applied:
      return "applied";
    case MigrationState::pending:
      return "pending";
    case MigrationState::partial:
      return "partial";
    case MigrationState::recorded_but_absent:
      return "recorded-but-absent";
    case MigrationState::present_but_unrecorded:
      return "present-but-unrecorded";
    case MigrationState::will_never_run:
      return "will-never-run";
    case MigrationState::cannot_tell:
      return "cannot-tell";
  }
  return "cannot-tell";
}

std::string to_string(MigrationFlag flag) {
  switch (flag) {
    case MigrationFlag::edited:
      return "edited";
    case MigrationFlag::cosmetic_edit:
      return "cosmetic-edit";
    case MigrationFlag::out_of_order:
      return "out-of-order";
    case MigrationFlag::missing_file:
      return "missing-file";
    case MigrationFlag::duplicate_record:
      return "duplicate-record";
    case MigrationFlag::baseline:
      return "baseline";
    case MigrationFlag::runs_again:
      return "runs-again";
    case MigrationFlag::dirty:
      return "dirty";
  }
  return "dirty";
}

std::string to_string(StatementVerdict verdict) {
  switch (verdict) {
    case StatementVerdict::applied:
      return "applied";
    case StatementVerdict::pending:
      return "pending";
    case StatementVerdict::superseded:
      return "superseded";
    case StatementVerdict::altered:
      return "altered";
    case StatementVerdict::masked:
      return "masked";
    case StatementVerdict::data_only:
      return "data-only";
    case StatementVerdict::no_effect:
      return "no-effect";
  }
  return "no-effect";
}

}  // namespace plumbline
