#pragma once
// The parts that the comments of `check` and `lint` share.
#include <string>

#include "model/report.hpp"
#include "tools/plumbline/markdown_page.hpp"

namespace plumbline {

/// The verdict: a paragraph in bold.
void add_verdict(MarkdownPage& page, const std::string& verdict);
/// Gravest first, each with its place: the file and line, or the object.
void add_findings(MarkdownPage& page, const std::vector<Finding>& findings);
void add_accepted(MarkdownPage& page, const std::vector<AcceptedFinding>& accepted);
/// Each safe text folded away, with what is still unsafe below it.
void add_rewrites(MarkdownPage& page, const std::vector<Rewrite>& rewrites);

}  // namespace plumbline
