#pragma once
// The graph of a schema in Graphviz's language, with classes in place of colours: the style sheet
// of the page has those. https://graphviz.org/doc/info/lang.html,
// https://graphviz.org/docs/attrs/class
#include <string>

#include "tools/plumbline/html/marked_objects.hpp"

namespace plumbline {

std::string schema_dot(const SchemaPicture& picture, const MarkedObjects& marked,
                       const DrawnBoxes& selection);

}  // namespace plumbline
