// Words of the model that no snapshot has a use for yet; scripts and settings may depend on them.
#include <doctest/doctest.h>

#include "model/error.hpp"
#include "model/plan.hpp"
#include "model/schema.hpp"
#include "model/trials.hpp"

namespace plumbline {

TEST_CASE("model: hazards by the names that --allow takes") {
  CHECK(to_string(Hazard::delete_rows) == "delete-rows");
}

TEST_CASE("model: foreign key actions in the words of SQLite") {
  CHECK(word_of(ForeignKeyAction::no_action) == "NO ACTION");
  CHECK(word_of(ForeignKeyAction::set_default) == "SET DEFAULT");
  CHECK(word_of(ConflictClause::unstated).empty());
}

TEST_CASE("model: a run again that loses rows is worse than one that fails") {
  CHECK(badness(RerunOutcome::works) < badness(RerunOutcome::fails));
  CHECK(badness(RerunOutcome::fails) < badness(RerunOutcome::other_rows));
  CHECK(badness(RerunOutcome::other_rows) < badness(RerunOutcome::other_schema));
  CHECK(badness(RerunOutcome::other_schema) < badness(RerunOutcome::loses_rows));
}

}  // namespace plumbline
