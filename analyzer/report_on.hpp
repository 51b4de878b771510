#pragma once
// What was learned, as the report that the renderers see.
#include "analyzer/compare.hpp"
#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/source.hpp"
#include "model/deploy.hpp"
#include "model/report.hpp"

namespace plumbline {

/// The path is the name; fingerprints where the options ask for them.
DatabaseFacts facts_of(const Source& source, const Options& options);

/// Of two sources and their differences.
Report report_on(const Source& from, const Source& to, Compared compared, const Options& options);

/// Of a database, its migrations and its log.
Report report_on(const Source& live, const Reconciled& reconciled, const Options& options);

/// `report` (of the migrations, or empty) with the forecast and what the rules say of it.
/// `declared` may be null.
Report with_forecast(Report report, const Source& live, const Source* declared,
                     const Deploy& deploy, const Options& options);

}  // namespace plumbline
