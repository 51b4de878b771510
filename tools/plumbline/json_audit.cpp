#include "tools/plumbline/json_audit.hpp"

namespace plumbline {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json json_of(const DataCheck& check) {
  Json json = {{"rule", check.rule},    {"object", json_of(check.object)},
               {"what", check.what},    {"declared", check.declared},
               {"sql", check.sql},      {"outcome", to_string(check.outcome)},
               {"rows", check.rows},    {"at_least", check.at_least},
               {"rowids", check.rowids}};
  if (!check.values.empty()) json["values"] = check.values;
  if (!check.why.empty()) json["why"] = check.why;
  return json;
}

Json json_of(const Since& since) {
  Json changes = Json::array();
  for (const ExplainedChange& one : since.changes) {
    Json change = json_of(one.change);
    change["migration"] = text_or_null(one.migration);
    changes.push_back(std::move(change));
  }
  return {{"snapshot", since.snapshot},
          {"taken_at", text_or_null(since.taken_at)},
          {"now", text_or_null(since.now)},
          {"changes", std::move(changes)}};
}

}  // namespace

Json json_of(const std::optional<Audit>& audit) {
  if (!audit) return {};
  Json checks = Json::array();
  for (const DataCheck& check : audit->checks) checks.push_back(json_of(check));
  return {{"opened", audit->opened},
          {"complete", is_complete(*audit)},
          {"not_finished", audit->not_finished},
          {"checks", std::move(checks)},
          {"since", audit->since ? json_of(*audit->since) : Json()}};
}

}  // namespace plumbline
