#pragma once
// To what a start-up should lead, where nobody has declared it: to what the same steps make of an
// empty database.
#include <vector>

#include "analyzer/forecast/startup.hpp"

namespace plumbline {

/// What differs on `shadow`, on which the steps have run, from what they should have led to: an
/// IF NOT EXISTS over another object, an entry that the runner skips for ever. Only of objects that
/// the steps make or change; what was altered by hand before is not their doing.
std::vector<Change> drift_behind(const Connection& shadow, const std::vector<std::string>& startup,
                                 const StartupFiles& files, const Reconciled* reconciled,
                                 const Options& options);

/// What a fresh database built by the migrations lacks to be as `declared`; nothing where it cannot
/// be known what they build.
std::vector<Change> declared_against_migrations(const Schema& declared,
                                                const Reconciled& reconciled,
                                                const Options& options);
/// The same where the declared schema runs at the start beside the migrations: only what both make
/// counts, and only where running the two after each other on an empty database does not agree.
std::vector<Change> declared_against_migrations(const std::vector<std::string>& startup,
                                                const StartupFiles& files,
                                                const Reconciled& reconciled,
                                                const Options& options);

}  // namespace plumbline
