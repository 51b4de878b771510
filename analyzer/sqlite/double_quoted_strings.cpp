#include "analyzer/sqlite/double_quoted_strings.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <functional>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/schema_shadow.hpp"
#include "analyzer/sqlite/table_expressions.hpp"

namespace plumbline {

namespace {

// Each is found by compiling once more.
constexpr int most_strings_of_an_object = 20;

bool in_double_quotes(const Token& token) {
  return token.kind == TokenKind::quoted_name && token.text.starts_with('"');
}

bool has_double_quotes(const std::string& sql) {
  if (sql.find('"') == std::string::npos) return false;
  const std::vector<Token> tokens = tokens_of(sql);
  return std::ranges::any_of(tokens, in_double_quotes);
}

void take_as_strings(const Connection& connection, bool allowed) {
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DQS_DDL, allowed ? 1 : 0, nullptr);
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DQS_DML, allowed ? 1 : 0, nullptr);
}

/// The column that is not there, in either wording: `no such column: x`, and from SQLite 3.45 on
/// `no such column: "x" - should this be a string literal in single-quotes?`
std::string missing_column(std::string_view message) {
  constexpr std::string_view prefix = "no such column: ";
  if (!message.starts_with(prefix)) return "";
  message.remove_prefix(prefix.size());
  const std::size_t hint = message.rfind("\" - should");
  if (!message.starts_with('"') || hint == std::string_view::npos) return std::string(message);
  return std::string(message.substr(1, hint - 1));
}

/// `sql` with "text" as 'text'; nothing where no "text" is in it.
std::optional<std::string> with_single_quotes(const std::string& sql, const std::string& text) {
  std::string result;
  std::size_t copied = 0;
  for (const Token& token : tokens_of(sql)) {
    if (!in_double_quotes(token) || unquoted(token) != text) continue;
    result += sql.substr(copied, token.offset - copied) + quote_literal(text);
    copied = token.offset + token.text.size();
  }
  if (copied == 0) return std::nullopt;
  return result + sql.substr(copied);
}

using Compile = std::function<std::optional<SqlFailure>(const std::string& sql)>;

class Finder {
 public:
  Finder(const Schema& schema, const std::set<Identifier>& passed_over,
         std::optional<Deadline> deadline)
      : schema_(schema), passed_over_(passed_over), deadline_(deadline) {}

  std::vector<DoubleQuotedString> run() {
    for (const auto& [name, table] : schema_.tables) {
      if (table.kind != TableKind::ordinary) continue;
      for (const TableExpression& expression : expressions_of(table)) {
        if (is_worth_asking(name, expression.sql)) of_expression(expression);
      }
    }
    for (const auto& [name, view] : schema_.views) {
      if (is_worth_asking(name, view.sql)) of_view(view);
    }
    for (const auto& [name, trigger] : schema_.triggers) {
      if (is_worth_asking(trigger.table, trigger.sql)) of_trigger(trigger);
    }
    return std::move(found_);
  }

 private:
  /// If so, there is a shadow to ask.
  bool is_worth_asking(const Identifier& owner, const std::string& sql) {
    if (passed_over_.contains(owner) || !has_double_quotes(sql)) return false;
    if (!asked_) shadow_ = schema_shadow(schema_, deadline_);
    asked_ = true;
    return shadow_.has_value();
  }

  void ask(const ObjectRef& object, std::string sql, const Compile& compile) {
    take_as_strings(*shadow_, true);
    if (compile(sql)) return;
    take_as_strings(*shadow_, false);
    for (int i = 0; i < most_strings_of_an_object; ++i) {
      const auto failure = compile(sql);
      if (!failure) return;
      const std::string text = missing_column(failure->message);
      const auto next = with_single_quotes(sql, text);
      if (!next) return;
      add(object, text);
      sql = *next;
    }
  }

  /// Those of one object stand side by side.
  void add(const ObjectRef& object, const std::string& text) {
    for (auto known = found_.rbegin(); known != found_.rend(); ++known) {
      if (known->object != object) break;
      if (known->text == text) return;
    }
    found_.push_back({object, text});
  }

  void of_expression(const TableExpression& expression) {
    ask(expression.object, expression.sql, [&](const std::string& sql) {
      return shadow_->try_prepare(select_of({expression.object, sql}));
    });
  }

  void of_view(const View& view) {
    std::string made = view.sql;
    const std::string drop = "DROP VIEW " + view.name.quoted();
    ask({ObjectType::view, view.name, view.name}, view.sql,
        [&](const std::string& sql) -> std::optional<SqlFailure> {
          if (auto failure = remake(sql, drop, made)) return failure;
          return shadow_->try_prepare("SELECT * FROM main." + view.name.quoted());
        });
  }

  // The shadow has no triggers, so that one is compiled without the others of its table.
  void of_trigger(const Trigger& trigger) {
    std::string made;
    const std::string drop = "DROP TRIGGER " + trigger.name.quoted();
    ask({ObjectType::trigger, trigger.name, trigger.table}, trigger.sql,
        [&](const std::string& sql) -> std::optional<SqlFailure> {
          if (auto failure = remake(sql, drop, made)) return failure;
          return failure_of_firing(*shadow_, schema_, trigger.table);
        });
    if (!made.empty()) shadow_->execute(drop);
  }

  /// `made` is the text that the object has now; empty where it is not there.
  std::optional<SqlFailure> remake(const std::string& sql, const std::string& drop,
                                   std::string& made) {
    if (sql == made) return std::nullopt;
    if (!made.empty()) shadow_->execute(drop);
    made.clear();
    auto failure = shadow_->try_execute(sql);
    if (!failure) made = sql;
    return failure;
  }

  const Schema& schema_;
  const std::set<Identifier>& passed_over_;
  std::optional<Deadline> deadline_;
  bool asked_ = false;  ///< for a shadow
  std::optional<Connection> shadow_;
  std::vector<DoubleQuotedString> found_;
};

}  // namespace

std::vector<DoubleQuotedString> double_quoted_strings(const Schema& schema,
                                                      const std::set<Identifier>& passed_over,
                                                      std::optional<Deadline> deadline) {
  return Finder(schema, passed_over, deadline).run();
}

}  // namespace plumbline
