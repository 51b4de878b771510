#include "analyzer/sqlite/function_calls.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <string>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/schema_shadow.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_expressions.hpp"

namespace plumbline {

namespace {

/// Function → where it is called; "" for none of the places that SQLite names.
using Calls = std::map<std::string, std::set<Identifier>>;

bool mentions(const std::string& sql, const std::string& function) {
  const std::vector<Token> tokens = tokens_of(sql);
  return std::ranges::any_of(
      tokens, [&](const Token& token) { return equal_folded(unquoted(token), function); });
}

int note_call(void* calls, int action, const char* first, const char* second, const char*,
              const char* inside) {
  if (reaches_outside(action, first, second)) return SQLITE_DENY;
  if (action == SQLITE_FUNCTION && second != nullptr) {
    (*static_cast<Calls*>(calls))[ascii_lower(second)].insert(
        Identifier(inside == nullptr ? "" : inside));
  }
  return SQLITE_OK;
}

/// Runs `compile` on the connection and returns what was called meanwhile.
template <class Compile>
Calls calls_during(const Connection& connection, Compile compile) {
  Calls calls;
  sqlite3_set_authorizer(connection.handle(), note_call, &calls);
  compile();
  guard(connection);
  return calls;
}

class Collector {
 public:
  Collector(const Schema& schema, const std::set<Identifier>& passed_over, const Connection& shadow)
      : schema_(schema), passed_over_(passed_over), shadow_(shadow) {}

  std::vector<FunctionCall> run() {
    for (const auto& [name, table] : schema_.tables) {
      if (table.kind == TableKind::ordinary && !passed_over_.contains(name)) of_table(table);
    }
    for (const auto& [name, view] : schema_.views) {
      if (!passed_over_.contains(name)) of_view(view);
    }
    for (const auto& [name, trigger] : schema_.triggers) {
      if (!passed_over_.contains(trigger.table)) of_trigger(trigger);
    }
    return std::move(found_);
  }

 private:
  // While SQLite loads a schema it asks nobody, and takes the expressions of a table as resolved
  // from then on: so they are compiled once more, each by itself.
  void of_table(const Table& table) {
    for (const TableExpression& expression : expressions_of(table)) {
      const Calls calls =
          calls_during(shadow_, [&] { shadow_.try_prepare(select_of(expression)); });
      for (const auto& [function, inside] : calls) add(expression.object, function);
    }
  }

  void of_view(const View& view) {
    const Calls calls = calls_during(
        shadow_, [&] { shadow_.try_prepare("SELECT * FROM main." + view.name.quoted()); });
    for (const auto& [function, inside] : calls) {
      if (is_own(function, inside, view.name, view.sql)) {
        add({ObjectType::view, view.name, view.name}, function);
      }
    }
  }

  void of_trigger(const Trigger& trigger) {
    if (shadow_.try_execute(trigger.sql)) return;
    Calls calls =
        calls_during(shadow_, [&] { failure_of_firing(shadow_, schema_, trigger.table); });
    shadow_.execute("DROP TRIGGER " + trigger.name.quoted());
    for (auto& [function, inside] : calls) {
      inside.erase(Identifier(""));  // the table's own
      if (is_own(function, inside, trigger.name, trigger.sql)) {
        add({ObjectType::trigger, trigger.name, trigger.table}, function);
      }
    }
  }

  /// Whether the object calls it, and not a view that the object reads. SQLite names the innermost
  /// view, trigger or common table expression that a call stands in. One of the last may belong to
  /// another view; then the object's own text does not have the name.
  bool is_own(const std::string& function, const std::set<Identifier>& inside,
              const Identifier& object, const std::string& sql) const {
    for (const Identifier& place : inside) {
      if (place == object) return true;
      if (!schema_.views.contains(place) && mentions(sql, function)) return true;
    }
    return false;
  }

  /// Those of one object stand side by side.
  void add(const ObjectRef& object, const std::string& function) {
    for (auto known = found_.rbegin(); known != found_.rend(); ++known) {
      if (known->object != object) break;
      if (known->name == function) return;
    }
    found_.push_back({object, function});
  }

  const Schema& schema_;
  const std::set<Identifier>& passed_over_;
  const Connection& shadow_;
  std::vector<FunctionCall> found_;
};

}  // namespace

std::vector<FunctionCall> function_calls(const Schema& schema,
                                         const std::set<Identifier>& passed_over,
                                         std::optional<Deadline> deadline) {
  const auto shadow = schema_shadow(schema, deadline);
  if (!shadow) return {};
  return Collector(schema, passed_over, *shadow).run();
}

StandIns stubs_called(const Schema& schema, std::optional<Deadline> deadline) {
  const auto shadow = schema_shadow(schema, deadline);
  if (!shadow) return {};
  Collector(schema, {}, *shadow).run();
  return stand_ins_on(*shadow);
}

}  // namespace plumbline
