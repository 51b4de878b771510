#pragma once
// A run again from the top behind a crash, judged by what it leaves.
#include <optional>
#include <string>

#include "analyzer/forecast/database_contents.hpp"
#include "model/trials.hpp"

namespace plumbline {

struct RerunJudgement {
  RerunOutcome outcome = RerunOutcome::works;
  std::string detail;  ///< SQLite's own words, or what differs; empty where it works
};

/// `expected` is what a run without a crash leaves. `failure`: why it did not come to its end.
/// `rows_lost`: there are fewer rows than at the crash, and than there should be.
RerunJudgement judge_rerun(const DatabaseContents& found, const DatabaseContents& expected,
                           const Varying& varying, bool rows_lost);
/// The same for one that failed: nobody needs to look further.
RerunJudgement judge_failed_rerun(const std::string& failure, bool rows_lost);

}  // namespace plumbline
