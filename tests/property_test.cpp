// What must hold for any schema, over generated ones. PLUMBLINE_MANY=N takes N of them instead of
// 150, PLUMBLINE_SEED=S that one, PLUMBLINE_FIRST=S starts elsewhere.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/diff/diff.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "tests/generated_schema.hpp"
#include "tests/invariants.hpp"
#include "tests/refusal_oracle.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Runs `property` for every seed; what it throws is a failure of that seed alone.
template <class Generate, class Property>
void for_each_seed(Generate generate, Property property) {
  const bool one = std::getenv("PLUMBLINE_SEED") != nullptr;
  const std::uint64_t first =
      one ? number_from("PLUMBLINE_SEED", 1) : number_from("PLUMBLINE_FIRST", 1);
  const std::uint64_t count = one ? 1 : number_from("PLUMBLINE_MANY", 150);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("PLUMBLINE_SEED=", seed);
    try {
      property(generate(seed));
    } catch (const Error& error) {
      FAIL_CHECK(error.what());
    }
  }
}

template <class Property>
void for_each_pair(Property property) {
  for_each_seed(generate_pair, [&](const GeneratedPair& pair) {
    INFO("live:\n", pair.live, "\ntarget:\n", pair.target);
    property(pair);
  });
}

template <class Property>
void for_each_schema(Property property) {
  for_each_pair([&](const GeneratedPair& pair) {
    property(pair.live);
    property(pair.target);
  });
}

Connection built(const std::string& sql) {
  Connection connection = Connection::in_memory("property");
  INFO(sql);
  const auto failure = connection.try_execute(sql);
  REQUIRE_MESSAGE(!failure, failure->message);
  return connection;
}

std::vector<std::string> lines_of(const std::vector<Change>& changes) {
  std::vector<std::string> lines;
  for (const Change& change : changes) {
    lines.push_back(to_string(change.severity) + " " + kind_of(change) + " " +
                    object_of(change).table.text() + "." + object_of(change).name.text() + ": " +
                    describe(change));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n" + line;
  return text;
}

/// The changes that are more than other words for the same.
std::vector<std::string> beyond_respelling(const Schema& from, const Schema& to) {
  std::vector<Change> changes = diff(from, to, {});
  std::erase_if(changes, [](const Change& change) {
    return std::holds_alternative<Respell>(change.fact) && change.severity == ChangeClass::cosmetic;
  });
  return lines_of(changes);
}

std::vector<std::string> drift(const Schema& from, const Schema& to) {
  std::vector<Change> changes = diff(from, to, {});
  std::erase_if(changes,
                [](const Change& change) { return change.severity == ChangeClass::cosmetic; });
  return lines_of(changes);
}

void check_same(const Schema& schema, const std::string& rebuilt) {
  const Schema again = introspect(built(rebuilt));
  CHECK(joined(beyond_respelling(schema, again)) == "");
  CHECK(joined(beyond_respelling(again, schema)) == "");
}

std::string verbatim_dump(const Connection& connection) {
  std::string text;
  // A shadow table comes with its virtual table.
  Query query(connection,
              "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' "
              "ESCAPE '!' AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = "
              "'shadow') ORDER BY rowid");
  while (query.step()) text += std::string(query.text(0)) + ";\n";
  const auto version = connection.integer("PRAGMA user_version");
  return text + "PRAGMA user_version=" + std::to_string(version.value_or(0));
}

using Kinds = std::vector<std::string>;

bool same_columns(const Schema& from, const Schema& to, const ObjectRef& object) {
  const Table* before = find_table(from, object.table);
  const Table* after = find_table(to, object.table);
  return before->columns.size() == after->columns.size() &&
         std::ranges::all_of(before->columns, [&](const Column& column) {
           return find_column(*after, column.name) != nullptr;
         });
}

/// The kinds of change with their objects; `mirrored` as they would be the other way round. The
/// indexes of a table that comes are named with it, those of one that goes are not.
Kinds kinds_of(const Schema& from, const Schema& to, bool mirrored) {
  Kinds kinds;
  for (const Change& change : diff(from, to, {})) {
    const ObjectRef object = object_of(change);
    const bool in_both = find_table(from, object.table) && find_table(to, object.table);
    if (object.type == ObjectType::index && !in_both) continue;
    // A column added in the middle ends up in another place than it is declared; one that is
    // dropped there leaves the others in order.
    if (std::holds_alternative<ReorderColumns>(change.fact) && !same_columns(from, to, object)) {
      continue;
    }
    std::string kind = kind_of(change);
    if (mirrored && kind.starts_with("add-")) {
      kind = "drop-" + kind.substr(4);
    } else if (mirrored && kind.starts_with("drop-")) {
      kind = "add-" + kind.substr(5);
    }
    // A trigger that moves is looked for by its name alone.
    const std::string table = object.type == ObjectType::trigger ? "" : object.table.text();
    kinds.push_back(to_string(change.severity) + " " + kind + " " +
                    ascii_lower(table + "." + object.name.text()));
  }
  std::ranges::sort(kinds);
  return kinds;
}

CaseFile case_of(const GeneratedPair& pair) {
  CaseFile file;
  file.path = "generated.case";
  file.sections = {{"options", "--allow all --drop-extra\n", 0},
                   {"live.sql", pair.live, 0},
                   {"target.sql", pair.target, 0}};
  return file;
}

void check_refusals(const Refused& refused, const GeneratedPair& pair,
                    std::map<std::string, int>& counts) {
  CHECK_FALSE(refused.refusals.empty());
  for (const Refusal& refusal : refused.refusals) {
    const std::string kind = kind_of_refusal(refusal);
    ++counts[kind];
    CAPTURE(refusal.object.table.text());
    CAPTURE(refusal.object.name.text());
    CAPTURE(refusal.reason);
    CHECK(kind != "bug");
    CHECK(kind != "other");
    CHECK_FALSE(refusal.allow);  // every hazard is allowed
    if (kind != "bug") CHECK(is_justified(refusal, "live.db", pair.target));
  }
}

}  // namespace

TEST_CASE("property: a generated schema is understood in full") {
  for_each_schema([](const std::string& sql) {
    for (const auto& [name, table] : introspect(built(sql)).tables) {
      CAPTURE(table.sql);
      CHECK(table.understanding == Understanding::complete);
    }
  });
}

TEST_CASE("property: a schema written as YAML and read back is the same") {
  for_each_schema([](const std::string& sql) {
    const Schema schema = introspect(built(sql));
    const std::string yaml = write_schema_yaml(schema, {});
    INFO(yaml);
    const Declaration declared = read_schema_yaml(yaml, "generated.yaml");
    std::string script;
    for (const DeclaredStatement& statement : declared.statements) script += statement.sql + "\n;";
    script += "PRAGMA user_version=" + std::to_string(declared.user_version.value_or(0));
    check_same(schema, script);
  });
}

TEST_CASE("property: a schema dumped and read back is the same") {
  for_each_schema([](const std::string& sql) {
    const Connection connection = built(sql);
    const Schema schema = introspect(connection);
    check_same(schema, render_schema_sql(schema));
    check_same(schema, verbatim_dump(connection));
  });
}

TEST_CASE("property: a schema that ALTER TABLE stored is the one declared at once") {
  for_each_seed(generate_alter, [](const GeneratedAlter& alter) {
    INFO("before:\n", alter.before, "\naltered:\n", alter.altered, "\nequivalent:\n",
         alter.equivalent);
    const Schema altered = introspect(built(alter.before + alter.altered));
    const Schema declared = introspect(built(alter.equivalent));
    CHECK(joined(drift(altered, declared)) == "");
    CHECK(joined(drift(declared, altered)) == "");
  });
}

TEST_CASE("property: the difference the other way round is the mirror image") {
  for_each_pair([](const GeneratedPair& pair) {
    const Schema live = introspect(built(pair.live));
    const Schema target = introspect(built(pair.target));
    CHECK(any_drift(diff(live, target, {})) == any_drift(diff(target, live, {})));
    const Kinds there = kinds_of(live, target, false), back = kinds_of(target, live, true);
    Kinds unpaired;
    std::ranges::set_symmetric_difference(there, back, std::back_inserter(unpaired));
    CAPTURE(joined(unpaired));
    CHECK(unpaired.empty());
    CHECK(joined(lines_of(diff(live, live, {}))) == "");
  });
}

TEST_CASE("property: a repair reaches the target or says why not") {
  const ScenarioFolder folder;
  std::map<std::string, int> counts;
  for_each_pair([&](const GeneratedPair& pair) {
    const CaseFile file = case_of(pair);
    const std::string target = lay_out(file);
    const CaseAnswer answer = ask(file, "live.db", target);
    const CaseAnswer again = ask(file, "live.db", target);
    CHECK(answer.script == again.script);
    CHECK(answer.refusal == again.refusal);
    if (const Plan* plan = std::get_if<Plan>(&answer.planning)) {
      ++counts[plan->statements.empty() ? "nothing to do" : "plan"];
      INFO(answer.script);
      reaches_the_target(file, target, *plan);
    } else {
      check_refusals(std::get<Refused>(answer.planning), pair, counts);
    }
  });
  for (const auto& [kind, count] : counts) MESSAGE(kind, ": ", count);
}

}  // namespace plumbline
