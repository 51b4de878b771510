#pragma once
// `check`: what the next start of the application does to the live database.
#include <string>
#include <vector>

#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/source.hpp"
#include "model/deploy.hpp"

namespace plumbline {

struct DeployInput {
  const Source& live;
  const Reconciled* reconciled;      ///< null where no migrations were named
  const Source* declared;            ///< null where no target was named
  std::vector<std::string> startup;  ///< files of SQL and the word "migrations", in order; empty:
                                     ///< the migrations alone
  const Options& options;
};

/// Nothing of `live` changes. Throws Error where a start-up file cannot be read.
Deploy forecast_deploy(const DeployInput& input);

}  // namespace plumbline
