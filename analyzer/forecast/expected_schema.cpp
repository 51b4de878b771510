#include "analyzer/forecast/expected_schema.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/mend/state_at.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// The objects that are there behind these statements.
ObjectTexts texts_behind(const Replay& replay) {
  ObjectTexts texts;
  for (const auto& effects : replay.effects) {
    for (const StatementEffect& effect : effects) {
      for (const ObjectChange& change : effect.changes) {
        if (change.to) {
          texts[change.object] = *change.to;
        } else {
          texts.erase(change.object);
        }
      }
    }
  }
  return texts;
}

bool any_failure(const Replay& replay) {
  return std::ranges::any_of(replay.effects, [](const auto& effects) {
    return std::ranges::any_of(
        effects, [](const StatementEffect& effect) { return effect.failure.has_value(); });
  });
}

/// All files and all migrations in the order of the start, on an empty database.
Replay fresh_start(const std::vector<std::string>& startup, const StartupFiles& files,
                   const Reconciled* reconciled, const Options& options) {
  std::vector<Migration> steps;
  std::size_t file = 0;
  for (const std::string& step : startup) {
    if (step != startup_migrations) {
      steps.push_back(files.files[file++]);
    } else if (reconciled != nullptr) {
      const Situation& situation = reconciled->situation;
      for (const std::size_t i : situation.replay.order) {
        steps.push_back(situation.migrations.list[i]);
      }
    }
  }
  std::vector<std::size_t> order(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  return replay({steps, order, {}, options});
}

/// Objects that these migrations make or change.
void add_objects(const Situation& situation, const std::vector<std::size_t>& migrations,
                 std::set<ObjectKey>& objects) {
  for (std::size_t place = 0; place < situation.replay.order.size(); ++place) {
    if (std::ranges::find(migrations, situation.replay.order[place]) == migrations.end()) continue;
    for (const StatementEffect& effect : situation.replay.effects[place]) {
      for (const ObjectChange& change : effect.changes) objects.insert(change.object);
    }
  }
}

/// Whether it was there already, in a form of somebody's own, when the steps began.
bool was_altered(const Situation& situation, const ObjectKey& object) {
  if (!situation.fit.altered.contains(object) || situation.remade.contains(object)) return false;
  const auto versions = situation.timelines.find(object);
  if (versions == situation.timelines.end()) return false;
  bool there = false;
  for (const Version& version : versions->second) {
    if (version.point <= situation.boundary) there = version.text.has_value();
  }
  return there;
}

struct Expected {
  std::set<ObjectKey> objects;      ///< that the steps make or change
  std::vector<ObjectTexts> either;  ///< as one of these has them
};

Expected expected_of(const std::vector<std::string>& startup, const StartupFiles& files,
                     const Reconciled* reconciled, const Options& options) {
  Expected expected;
  const ObjectTexts of_files = texts_behind(files.replay);
  for (const auto& [object, text] : of_files) expected.objects.insert(object);
  if (reconciled != nullptr) {
    const Situation& situation = reconciled->situation;
    add_objects(situation, situation.next.runs, expected.objects);
    add_objects(situation, situation.next.never, expected.objects);
    std::erase_if(expected.objects, [&](const ObjectKey& object) {
      return was_altered(situation, object) && !of_files.contains(object);
    });
    expected.either.push_back(texts_behind(situation.replay));
  }
  if (files.files.empty()) return expected;
  const Replay fresh = fresh_start(startup, files, reconciled, options);
  if (any_failure(fresh)) {
    // A fresh database is no model for the whole then, but it is for what came about before.
    expected.either.push_back(texts_behind(fresh));
    expected.either.push_back(of_files);
  } else {
    expected.either = {texts_behind(fresh)};
  }
  return expected;
}

bool is_as(const ObjectKey& object, const ObjectTexts& found, const ObjectTexts& expected) {
  const auto is = found.find(object);
  const auto should = expected.find(object);
  if (is == found.end() || should == expected.end()) {
    return (is == found.end()) == (should == expected.end());
  }
  return is->second == should->second || same_object(object, is->second, should->second);
}

/// Objects that belong to a table by their name or by what their change says.
bool is_about(const Change& change, const std::set<ObjectKey>& objects) {
  const ObjectRef ref = object_of(change);
  return std::ranges::any_of(objects, [&](const ObjectKey& object) {
    const bool of_table = object.type == "table" && ref.type != ObjectType::index &&
                          ref.type != ObjectType::trigger && ref.table == object.name;
    return of_table || ref.name == object.name;
  });
}

std::vector<Change> only_drift(std::vector<Change> changes) {
  std::erase_if(changes,
                [](const Change& change) { return change.severity != ChangeClass::drift; });
  return changes;
}

}  // namespace

std::vector<Change> drift_behind(const Connection& shadow, const std::vector<std::string>& startup,
                                 const StartupFiles& files, const Reconciled* reconciled,
                                 const Options& options) {
  const Expected expected = expected_of(startup, files, reconciled, options);
  const std::set<Identifier> left_out =
      reconciled == nullptr ? std::set<Identifier>() : reconciled->situation.runners_tables;
  const ObjectTexts found = object_texts(shadow, left_out);
  std::set<ObjectKey> differing;
  for (const ObjectKey& object : expected.objects) {
    const bool fits = std::ranges::any_of(
        expected.either, [&](const ObjectTexts& texts) { return is_as(object, found, texts); });
    if (!fits && object.type != "pragma") differing.insert(object);
  }
  if (differing.empty()) return {};
  const Source target = schema_of(expected.either.back(), "a fresh start", options);
  std::vector<Change> changes = only_drift(diff(introspect(shadow), target.schema, options));
  std::erase_if(changes, [&](const Change& change) { return !is_about(change, differing); });
  return changes;
}

std::vector<Change> declared_against_migrations(const Schema& declared,
                                                const Reconciled& reconciled,
                                                const Options& options) {
  const Situation& situation = reconciled.situation;
  const bool known = std::ranges::all_of(
      situation.migrations.list, [](const Migration& one) { return one.has_sql || one.snapshot; });
  if (!known || any_failure(situation.replay)) return {};
  const Source built = schema_of(texts_behind(situation.replay), "the migrations", options);
  return only_drift(diff(built.schema, declared, options));
}

std::vector<Change> declared_against_migrations(const std::vector<std::string>& startup,
                                                const StartupFiles& files,
                                                const Reconciled& reconciled,
                                                const Options& options) {
  if (files.files.empty() || any_failure(files.replay)) return {};
  if (!any_failure(fresh_start(startup, files, &reconciled, options))) return {};
  const Source declared = schema_of(texts_behind(files.replay), files.files.front().file, options);
  std::vector<Change> changes = declared_against_migrations(declared.schema, reconciled, options);
  std::erase_if(changes, [](const Change& change) {
    return is_extra(change) || std::holds_alternative<AddTable>(change.fact);
  });
  return changes;
}

}  // namespace plumbline
