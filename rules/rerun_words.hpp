#pragma once
// What the rules about a run again from the top have in common: at which points it goes wrong, and
// how.
#include <string>
#include <vector>

#include "rules/trial_words.hpp"

namespace plumbline {

/// The points behind which the run again comes to `outcome` at worst, whatever the rows and the
/// foreign keys: one trial a point, in their order.
std::vector<const RerunTrial*> reruns_that_end(const MigrationTrials& input, RerunOutcome outcome);
/// "stopped after statement 1 to 8, the next run fails at statement 1: table t already exists; …";
/// `verb` is for those that fail nowhere: "loses rows".
std::string words_for(const std::vector<const RerunTrial*>& reruns, const std::string& verb);
/// Whether it can only happen between the end of the migration and its row in the log.
bool only_behind_the_end(const MigrationTrials& input,
                         const std::vector<const RerunTrial*>& reruns);
/// The one finding of a rule about runs again, at the statement that does the harm.
Finding finding_of_reruns(const Rule& rule, const MigrationTrials& input,
                          const std::vector<const RerunTrial*>& reruns, const std::string& verb,
                          const std::string& remedy);

/// The points at which rows sit in a TEMP table only: behind the first statement that uses one and
/// before the last that does.
std::vector<const RerunTrial*> points_with_rows_in_temp(const MigrationTrials& input);

}  // namespace plumbline
