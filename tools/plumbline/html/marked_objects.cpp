#include "tools/plumbline/html/marked_objects.hpp"

#include <iterator>

#include "tools/plumbline/words.hpp"

namespace plumbline {

std::optional<BoxName> box_of(const ObjectRef& object, const Schema& schema) {
  switch (object.type) {
    case ObjectType::table:
    case ObjectType::view:
      // They share one space of names, and not everybody who has a name knows which it is.
      return BoxName{schema.views.contains(object.name)    ? ObjectType::view
                     : schema.tables.contains(object.name) ? ObjectType::table
                                                           : object.type,
                     object.name};
    case ObjectType::trigger:
      return BoxName{object.type, object.name};
    case ObjectType::column:
      return BoxName{ObjectType::table, object.table};
    case ObjectType::index: {
      const Index* const index = find_index(schema, object.name);
      if (index != nullptr) return BoxName{ObjectType::table, index->table};
      if (object.table.text().empty()) return std::nullopt;
      return BoxName{ObjectType::table, object.table};
    }
    case ObjectType::database:
      break;
  }
  return std::nullopt;
}

namespace {

void mark(const ObjectRef& object, const Schema& schema, std::set<BoxName>& boxes,
          MarkedObjects& marked) {
  const std::optional<BoxName> box = box_of(object, schema);
  if (!box) return;
  boxes.insert(*box);
  if (object.type == ObjectType::column) marked.columns.insert({object.table, object.name});
}

/// Everything with what it hangs on, in both directions.
using Neighbours = std::multimap<BoxName, BoxName>;

void join(const BoxName& one, const BoxName& other, Neighbours& neighbours) {
  neighbours.emplace(one, other);
  neighbours.emplace(other, one);
}

Neighbours neighbours_in(const SchemaPicture& picture) {
  Neighbours neighbours;
  for (const auto& [name, table] : picture.schema.tables) {
    for (const ForeignKey& key : table.foreign_keys) {
      join({ObjectType::table, name}, {ObjectType::table, key.parent}, neighbours);
    }
  }
  for (const Dependency& dependency : picture.dependencies) {
    const auto object = box_of(dependency.object, picture.schema);
    const auto on = box_of(dependency.on, picture.schema);
    if (object && on) join(*object, *on, neighbours);
  }
  return neighbours;
}

std::set<BoxName> all_boxes(const Schema& schema) {
  std::set<BoxName> boxes;
  for (const auto& [name, table] : schema.tables) {
    // Shadow tables say how a virtual table is stored, nothing about what is.
    if (table.kind == TableKind::shadow) continue;
    boxes.insert({ObjectType::table, name});
    // A parent that is not there: possible while foreign keys are off.
    for (const ForeignKey& key : table.foreign_keys) boxes.insert({ObjectType::table, key.parent});
  }
  for (const auto& [name, view] : schema.views) boxes.insert({ObjectType::view, name});
  for (const auto& [name, trigger] : schema.triggers) boxes.insert({ObjectType::trigger, name});
  return boxes;
}

std::set<BoxName> with_neighbours(const std::set<BoxName>& boxes, const SchemaPicture& picture) {
  const Neighbours neighbours = neighbours_in(picture);
  std::set<BoxName> result = boxes;
  for (const BoxName& box : boxes) {
    const auto [begin, end] = neighbours.equal_range(box);
    for (auto at = begin; at != end; ++at) result.insert(at->second);
  }
  return result;
}

void keep_first(std::set<BoxName>& boxes, std::size_t most) {
  while (boxes.size() > most) boxes.erase(std::prev(boxes.end()));
}

}  // namespace

std::weak_ordering BoxName::operator<=>(const BoxName& other) const {
  if (const auto order = type <=> other.type; order != 0) return order;
  return name <=> other.name;
}

MarkedObjects marked_objects(const Report& report) {
  MarkedObjects marked;
  const Schema none;
  const Schema& schema = report.picture ? report.picture->schema : none;
  for (const Change& change : report.changes) {
    if (change.severity == ChangeClass::drift) {
      mark(object_of(change), schema, marked.drifted, marked);
    }
  }
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::note) mark(finding.object, schema, marked.found, marked);
  }
  return marked;
}

DrawnBoxes boxes_to_draw(const SchemaPicture& picture, const MarkedObjects& marked,
                         std::size_t most) {
  std::set<BoxName> standing_out = marked.drifted;
  standing_out.insert(marked.found.begin(), marked.found.end());
  std::set<BoxName> all = all_boxes(picture.schema);
  const std::size_t count = all.size();
  // What only the other side has is a box as well.
  all.insert(standing_out.begin(), standing_out.end());
  if (all.size() <= most) return {all, ""};
  if (standing_out.empty()) {
    return {{}, plural(count, "object") + ": too many for a picture, and none of them stands out."};
  }
  std::set<BoxName> boxes = with_neighbours(standing_out, picture);
  if (boxes.size() > most) boxes = standing_out;
  keep_first(boxes, most);
  return {boxes, "Drawn are " + std::to_string(boxes.size()) + " of " + plural(count, "object") +
                     ": what stands out, with its neighbours as far as there is room."};
}

}  // namespace plumbline
