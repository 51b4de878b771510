#include "analyzer/audit/schema_picture.hpp"

#include "analyzer/diff/diff.hpp"
#include "analyzer/sqlite/direct_uses.hpp"

namespace plumbline {

namespace {

ObjectRef object_named(const Identifier& name, const Schema& schema) {
  const ObjectType type = schema.views.contains(name) ? ObjectType::view : ObjectType::table;
  return {type, name, name};
}

Schema what_is_drawn(Schema schema, const Options& options) {
  std::erase_if(schema.tables, [&](const auto& entry) {
    return entry.second.kind == TableKind::shadow || !wanted(entry.first, options);
  });
  std::erase_if(schema.views, [&](const auto& entry) { return !wanted(entry.first, options); });
  std::erase_if(schema.triggers,
                [&](const auto& entry) { return !wanted(entry.second.table, options); });
  return schema;
}

}  // namespace

SchemaPicture schema_picture(const Connection& shadow, const Schema& schema,
                             const Options& options) {
  SchemaPicture picture{what_is_drawn(schema, options), {}};
  const DirectUses uses = direct_uses(shadow, schema);
  const auto add = [&](const ObjectRef& object, const Identifier& on, const char* how) {
    picture.dependencies.push_back({object, object_named(on, schema), how});
  };
  for (const auto& [name, table] : picture.schema.tables) {
    std::set<Identifier> parents;
    for (const ForeignKey& key : table.foreign_keys) parents.insert(key.parent);
    for (const Identifier& parent : parents) add(object_named(name, schema), parent, "references");
  }
  for (const auto& [name, view] : picture.schema.views) {
    const auto found = uses.views.find(name);
    if (found == uses.views.end()) continue;
    for (const Identifier& on : found->second.reads) add(object_named(name, schema), on, "reads");
  }
  for (const auto& [name, trigger] : picture.schema.triggers) {
    const ObjectRef self{ObjectType::trigger, name, trigger.table};
    add(self, trigger.table, "fires on");
    const auto found = uses.triggers.find(name);
    if (found == uses.triggers.end()) continue;
    for (const Identifier& on : found->second.reads) {
      if (on != trigger.table) add(self, on, "reads");
    }
    for (const Identifier& on : found->second.writes) add(self, on, "writes");
  }
  return picture;
}

}  // namespace plumbline
