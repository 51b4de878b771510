#pragma once
// A deep look at one database: the schema first, then its rows.
#include <functional>

#include "analyzer/progress.hpp"
#include "analyzer/reconcile/situation.hpp"
#include "analyzer/source.hpp"
#include "model/options.hpp"
#include "model/report.hpp"

namespace plumbline {

struct AuditInput {
  const Source& live;
  const Source* target;                   ///< may be null
  const std::string& since;               ///< an older snapshot; may be empty
  std::function<Report()> schema_report;  ///< what `check` says of `live`
  /// What that has found out about the migrations; null where there are none.
  std::function<const Situation*()> situation;
};

/// Where the deadline ends something, the answer has what is known by then and says what is
/// missing.
Report audit_database(const AuditInput& input, const Options& options,
                      const OnProgress& on_progress);

}  // namespace plumbline
