#include "analyzer/mend/state_at.hpp"

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

bool is_virtual(const std::string& sql) {
  return ascii_lower(sql).starts_with("create virtual table");
}

/// Virtual tables first: they make the tables that hold their rows. Triggers last: they may stand
/// on views.
int rank_of(const ObjectKey& object, const std::string& sql) {
  if (object.type == "table") return is_virtual(sql) ? 0 : 1;
  if (object.type == "index") return 2;
  return object.type == "view" ? 3 : 4;
}

void run(const Connection& shadow, const ObjectKey& object, const std::string& sql) {
  const auto failure = shadow.try_execute(sql);
  if (!failure) return;
  // Shadow tables are there already, under a name that nobody else may use.
  const bool made_by_owner = failure->message.ends_with("already exists") ||
                             failure->message.find("reserved") != std::string::npos;
  if (object.type == "table" && made_by_owner) return;
  throw Error(Error::Kind::failed, {to_string(object), 0, 0}, failure->message);
}

std::optional<std::string> text_at(const std::vector<Version>& versions, std::size_t point) {
  std::optional<std::string> text;
  for (const Version& version : versions) {
    if (version.point <= point) text = version.text;
  }
  return text;
}

}  // namespace

Source schema_of(const ObjectTexts& texts, const std::string& name, const Options& options) {
  Source source{name, SourceKind::sql, empty_shadow(name, options.deadline), {}, {}, {}};
  for (int rank = 0; rank <= 4; ++rank) {
    for (const auto& [object, sql] : texts) {
      if (object.type == "pragma" || rank_of(object, sql) != rank) continue;
      run(source.connection, object, sql);
    }
  }
  source.schema = introspect(source.connection);
  source.schema.user_version.reset();
  source.schema.application_id.reset();
  for (const auto& [object, value] : texts) {
    if (object.type != "pragma") continue;
    auto& setting = object.name == Identifier("user_version") ? source.schema.user_version
                                                              : source.schema.application_id;
    setting = std::stoll(value);
  }
  return source;
}

Source state_at(const Situation& situation, std::size_t point, const Connection& live,
                const Options& options) {
  ObjectTexts texts;
  for (const auto& [object, sql] : object_texts(live, {})) {
    const bool theirs = situation.timelines.contains(object);
    if (!theirs || situation.fit.altered.contains(object)) texts[object] = sql;
  }
  for (const auto& [object, versions] : situation.timelines) {
    if (situation.fit.altered.contains(object)) continue;
    if (const auto text = text_at(versions, point)) texts[object] = *text;
  }
  return schema_of(texts, "the migrations", options);
}

Source copy_of(const Source& live, const Options& options) {
  Shadow shadow = shadow_of(live.connection, options.deadline);
  Source copy{live.name, live.kind, std::move(shadow.connection), {}, {}, {}};
  copy.schema = introspect(copy.connection);
  return copy;
}

}  // namespace plumbline
