#pragma once
// Reports of `audit`, made by hand for the tests of the page.
#include <vector>

#include "model/report.hpp"
#include "tools/plumbline/next_step.hpp"

namespace plumbline {

/// A shop: tables that refer to each other, a view, a trigger. The table `reviews` is declared and
/// not there, `orders.total` has drifted, `order_lines` has findings.
SchemaPicture shop();

/// All that an audit can say, of the shop: broken, failed and unfinished questions to the rows, a
/// forecast that fails, a migration that is half-done, what changed since a snapshot.
Report audited_shop();
std::vector<NextStep> steps_of_shop();

/// An audit in which every name and every text tries to be more than text.
Report hostile_audit();

}  // namespace plumbline
