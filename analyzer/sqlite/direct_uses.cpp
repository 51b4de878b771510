#include "analyzer/sqlite/direct_uses.hpp"

#include <sqlite3.h>

#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

using UsesByName = std::map<Identifier, Uses>;

int note_use(void* uses, int action, const char* table, const char*, const char*,
             const char* innermost) {
  if (table == nullptr || innermost == nullptr) return SQLITE_OK;
  Uses& found = (*static_cast<UsesByName*>(uses))[Identifier(innermost)];
  if (action == SQLITE_READ) found.reads.insert(Identifier(table));
  if (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE) {
    found.writes.insert(Identifier(table));
  }
  return SQLITE_OK;
}

UsesByName uses_while_compiling(const Connection& shadow, const std::string& sql) {
  UsesByName uses;
  sqlite3_set_authorizer(shadow.handle(), note_use, &uses);
  const auto failure = shadow.try_prepare(sql);
  guard(shadow);
  return failure ? UsesByName() : uses;
}

void merge(const Uses& more, Uses& uses) {
  uses.reads.insert(more.reads.begin(), more.reads.end());
  uses.writes.insert(more.writes.begin(), more.writes.end());
}

}  // namespace

DirectUses direct_uses(const Connection& shadow, const Schema& schema) {
  DirectUses result;
  for (const auto& [name, view] : schema.views) {
    const UsesByName uses = uses_while_compiling(shadow, "SELECT * FROM main." + name.quoted());
    if (const auto own = uses.find(name); own != uses.end()) result.views[name] = own->second;
  }
  std::set<Identifier> fired;
  for (const auto& [name, trigger] : schema.triggers) fired.insert(trigger.table);
  for (const Identifier& table : fired) {
    for (const std::string& sql : statements_that_fire(schema, table)) {
      for (const auto& [name, uses] : uses_while_compiling(shadow, sql)) {
        if (schema.triggers.contains(name)) merge(uses, result.triggers[name]);
      }
    }
  }
  return result;
}

}  // namespace plumbline
