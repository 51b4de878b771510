#pragma once
// An audit in words, for its renderers. Names are as they are: a renderer makes them safe.
#include <string>
#include <vector>

#include "model/report.hpp"

namespace plumbline {

/// "app.db: 2 of 57 questions to its rows find some that break them; the next deploy …". Of a
/// report with an audit.
std::string headline_of_audit(const Report& report);

/// Whether there is anything to say of the next start: migrations, a start-up file or a target were
/// named.
bool foretells_something(const Report& report);

/// "57 questions to the rows: 55 hold, 2 broken".
std::string count_of(const std::vector<DataCheck>& checks);

/// "users: email is never NULL (declared)".
std::string question_of(const DataCheck& check);

/// "3 rows: 4, 7, 9", "holds", "not finished", "no answer: no such function: app_rank".
std::string answer_of(const DataCheck& check);

/// "since snapshot.yaml (2026-10-01T08:00:00Z until 2026-11-21T09:30:00Z): 3 differences".
std::string headline_of(const Since& since);

/// "by 0042_add_email", "by no migration that is known".
std::string origin_of(const ExplainedChange& change);

}  // namespace plumbline
