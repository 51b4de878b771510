#pragma once
// A report as one page that needs nothing else: https://html.spec.whatwg.org
#include <string>
#include <vector>

#include "model/report.hpp"
#include "tools/plumbline/html/drawing.hpp"
#include "tools/plumbline/next_step.hpp"

namespace plumbline {

/// The page for a report of `check`, `lint` or `audit`. The same values give the same bytes.
/// Everything in the report stays text, whatever it holds; nothing on the page asks the network.
std::string render_html(const Report& report, const std::vector<NextStep>& steps,
                        const Drawing& drawing);

/// The same, with the picture of the schema drawn by Graphviz where that is installed.
std::string render_html(const Report& report, const std::vector<NextStep>& steps);

}  // namespace plumbline
