#include <map>

#include "tools/plumbline/html/marked_objects.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

struct Link {
  std::string name, how;
};

/// What an object hangs on, and what hangs on it.
struct Links {
  std::vector<Link> on, from;
};

std::string name_of(const BoxName& box) { return to_string(box.type) + " " + box.name.text(); }

std::map<BoxName, Links> links_in(const SchemaPicture& picture) {
  std::map<BoxName, Links> links;
  for (const Dependency& dependency : picture.dependencies) {
    const auto object = box_of(dependency.object, picture.schema);
    const auto on = box_of(dependency.on, picture.schema);
    if (!object || !on) continue;
    links[*object].on.push_back({name_of(*on), dependency.how});
    links[*on].from.push_back({name_of(*object), dependency.how});
  }
  return links;
}

PageData link_data(const Link& link) {
  return fields({{"link_name", text_data(link.name)}, {"how", text_data(link.how)}});
}

/// Objects that hang on nothing and on which nothing hangs.
std::size_t loose(const Schema& schema, const std::map<BoxName, Links>& links) {
  std::size_t count = 0;
  for (const auto& [name, table] : schema.tables) {
    const bool counts = table.kind != TableKind::shadow;
    if (counts && !links.contains({ObjectType::table, name})) ++count;
  }
  for (const auto& [name, view] : schema.views) {
    if (!links.contains({ObjectType::view, name})) ++count;
  }
  return count;
}

}  // namespace

PageData schema_section(const Report& report, const Drawing& drawing) {
  if (!report.picture) return fields({{"any", PageData(false)}});
  const MarkedObjects marked = marked_objects(report);
  return fields({{"any", PageData(true)},
                 {"drawn", PageData(!drawing.svg.empty())},
                 {"svg", PageData(drawing.svg)},
                 {"why_not", text_data(drawing.why_not)},
                 {"has_left_out", PageData(!drawing.left_out.empty())},
                 {"left_out", text_data(drawing.left_out)},
                 {"has_drifted", PageData(!marked.drifted.empty())},
                 {"has_found", PageData(!marked.found.empty())}});
}

PageData dependencies_section(const Report& report) {
  if (!report.picture) return fields({{"any", PageData(false)}});
  const std::map<BoxName, Links> links = links_in(*report.picture);
  const std::size_t alone = loose(report.picture->schema, links);
  return fields(
      {{"any", PageData(!links.empty())},
       {"has_loose", PageData(alone > 0)},
       {"loose", text_data(plural(alone, "other object") + (alone == 1 ? " hangs" : " hang") +
                           " on nothing, and nothing on " + (alone == 1 ? "it." : "them."))},
       {"objects", list_data(links, [](const auto& entry) {
          const auto& [box, of_box] = entry;
          return fields({{"object", text_data(name_of(box))},
                         {"has_on", PageData(!of_box.on.empty())},
                         {"on", list_data(of_box.on, link_data)},
                         {"has_from", PageData(!of_box.from.empty())},
                         {"from", list_data(of_box.from, link_data)}});
        })}});
}

}  // namespace plumbline
