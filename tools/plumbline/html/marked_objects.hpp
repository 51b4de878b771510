#pragma once
// Which objects of a picture stand out, and which are drawn where there are too many.
#include <compare>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "model/report.hpp"

namespace plumbline {

/// What is drawn as a box: a table, a view or a trigger.
struct BoxName {
  ObjectType type = ObjectType::table;
  Identifier name;
  std::weak_ordering operator<=>(const BoxName& other) const;
  bool operator==(const BoxName& other) const = default;
};

/// The box in which an object is shown: for a column or an index that of its table.
std::optional<BoxName> box_of(const ObjectRef& object, const Schema& schema);

struct MarkedObjects {
  std::set<BoxName> drifted;                            ///< named by a difference
  std::set<BoxName> found;                              ///< named by an error or a warning
  std::set<std::pair<Identifier, Identifier>> columns;  ///< table and column of either
};

/// Those that the report names and that a picture can show.
MarkedObjects marked_objects(const Report& report);

/// The tables, views and triggers that are drawn, and a sentence on the others. Above `most` only
/// those that stand out are, with what they hang on and what hangs on them.
struct DrawnBoxes {
  std::set<BoxName> boxes;
  std::string left_out;
};
DrawnBoxes boxes_to_draw(const SchemaPicture& picture, const MarkedObjects& marked,
                         std::size_t most);

}  // namespace plumbline
