#pragma once
// The schema as a picture, drawn by Graphviz's `dot`, which is started as a program: linked, it
// would be larger than all the rest. https://graphviz.org/doc/info/command.html
#include <string>

#include "model/report.hpp"

namespace plumbline {

struct Drawing {
  std::string svg;       ///< one <svg> element; empty where there is no picture
  std::string why_not;   ///< then why, in a sentence
  std::string left_out;  ///< which objects are not in it; empty where all are
};

/// Nothing at all where the report has no picture to draw.
Drawing drawing_of(const Report& report);

/// What `dot -Tsvg` writes as an element of a page: without what belongs to a file of its own,
/// named `title`. Empty where it is no such picture.
std::string svg_of_page(const std::string& svg, const std::string& title);

}  // namespace plumbline
