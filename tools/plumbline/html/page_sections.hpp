#pragma once
// The parts of the page, each a function of the report that fills the template of its name. A part
// for which there is nothing has the field "any" false.
#include <string>

#include "model/report.hpp"
#include "tools/plumbline/html/drawing.hpp"
#include "tools/plumbline/html/page_data.hpp"
#include "tools/plumbline/next_step.hpp"

namespace plumbline {

/// Which verb the report is of, as far as the page differs.
enum class PageKind { check, lint, audit };
PageKind kind_of_page(const Report& report);

/// "bad", "look", "good", "open": classes of the style sheet, which also say it in words.
PageData verdict_section(const Report& report);
PageData facts_section(const Report& report);
PageData steps_section(const std::vector<NextStep>& steps);
PageData findings_section(const Report& report);
PageData migrations_section(const Report& report);
PageData forecast_section(const Report& report);
PageData checks_section(const Report& report);
PageData since_section(const Report& report);
PageData changes_section(const Report& report);
PageData schema_section(const Report& report, const Drawing& drawing);
PageData dependencies_section(const Report& report);
PageData accepted_section(const Report& report);
PageData notes_section(const Report& report);

/// Differences as rows of a table: sign, object, what. Those in spelling alone come last.
PageData change_rows(const std::vector<Change>& changes);

/// "bad" for an error, "look" for a warning, "open" for a note.
std::string tone_of(Severity severity);

}  // namespace plumbline
