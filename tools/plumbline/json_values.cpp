#include "tools/plumbline/json_values.hpp"

namespace plumbline {

std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json json_of(const ObjectRef& object) {
  Json result = {{"type", to_string(object.type)}, {"name", object.name.text()}};
  const bool is_part_of_table =
      object.type != ObjectType::database && object.type != ObjectType::table;
  if (is_part_of_table && !object.table.text().empty()) result["table"] = object.table.text();
  return result;
}

Json json_of(const DatabaseFacts& facts) {
  return {{"path", facts.path},
          {"sqlite_version", facts.sqlite_version},
          {"user_version", facts.user_version},
          {"fingerprint", facts.fingerprint},
          {"meaning", facts.meaning}};
}

Json json_of(const Change& change) {
  return {{"kind", kind_of(change)},
          {"object", json_of(object_of(change))},
          {"class", to_string(change.severity)},
          {"detail", describe(change)}};
}

}  // namespace plumbline
