#include "analyzer/sqlite/traced_statement.hpp"

#include <sqlite3.h>

#include <string_view>

namespace plumbline {

namespace {

[[noreturn]] void fail(const std::string& sql, const std::string& what) {
  constexpr std::size_t enough = 60;
  throw Error(Error::Kind::unsupported, {}, what + ": " + sql.substr(0, enough));
}

/// `sql` with the values of the JSON array in the place of its parameters.
std::string with_parameters(const Query& statement, const TracedStatement& traced) {
  const Connection json = Connection::in_memory("parameters");
  Query values(json, "SELECT type, atom FROM json_each(?1)");
  values.bind(1, traced.parameters);
  int parameter = 0;
  while (values.step()) {
    const std::string_view type = values.text(0);
    if (type == "object" || type == "array") {
      fail(traced.sql, "a parameter that is neither text, number, boolean nor null");
    }
    sqlite3_bind_value(statement.handle(), ++parameter, sqlite3_column_value(values.handle(), 1));
  }
  if (parameter != sqlite3_bind_parameter_count(statement.handle())) {
    fail(traced.sql, std::to_string(parameter) + " parameters, where it has " +
                         std::to_string(sqlite3_bind_parameter_count(statement.handle())));
  }
  const std::unique_ptr<char, decltype(&sqlite3_free)> expanded(
      sqlite3_expanded_sql(statement.handle()), sqlite3_free);
  if (expanded == nullptr) fail(traced.sql, "its parameters are too long");
  return expanded.get();
}

/// Counts what a trace is told besides the statement itself, until it goes.
class Echoes {
 public:
  explicit Echoes(const Connection& shadow) : shadow_(shadow) {
    sqlite3_trace_v2(shadow.handle(), SQLITE_TRACE_STMT, hear, this);
  }
  Echoes(const Echoes&) = delete;
  Echoes& operator=(const Echoes&) = delete;
  ~Echoes() { sqlite3_trace_v2(shadow_.handle(), 0, nullptr, nullptr); }

  int count() const { return count_; }

 private:
  /// The second argument is the statement, the third its text, or "-- TRIGGER name" and the like.
  static int hear(unsigned, void* self, void* statement, void*) {
    Echoes& echoes = *static_cast<Echoes*>(self);
    if (echoes.statement_ == nullptr) {
      echoes.statement_ = statement;
    } else if (echoes.statement_ == statement) {
      ++echoes.count_;
    }
    return 0;
  }

  const Connection& shadow_;
  const void* statement_ = nullptr;
  int count_ = 0;
};

}  // namespace

RanStatement run_traced(const Connection& shadow, const TracedStatement& statement) {
  RanStatement ran;
  ran.sql = statement.sql;
  ran.failure = shadow.try_prepare(statement.sql);
  if (ran.failure) return ran;
  {
    const Query query(shadow, statement.sql);
    ran.only_reads = sqlite3_stmt_readonly(query.handle()) != 0;
    ran.gives_rows = query.columns() > 0;
    if (!statement.parameters.empty()) ran.sql = with_parameters(query, statement);
  }
  const Echoes echoes(shadow);
  ran.failure = shadow.try_execute(ran.sql);
  ran.told_again = echoes.count();
  return ran;
}

}  // namespace plumbline
