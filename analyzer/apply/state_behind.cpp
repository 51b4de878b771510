#include "analyzer/apply/state_behind.hpp"

#include "analyzer/fingerprint.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

bool guard_holds(const Connection& live, const Plan& plan) {
  const Shadow shadow = shadow_of(live, std::nullopt);
  for (const Statement& statement : plan.statements) {
    if (statement.sql == "BEGIN") break;
    if (shadow.connection.try_execute(statement.sql)) return false;
  }
  return true;
}

}  // namespace

StateBehind state_behind(const std::filesystem::path& database, const Plan& plan) {
  try {
    const OpenedDatabase opened = open_database(database);
    const std::string now = fingerprint_of(introspect(opened.connection));
    if (now != plan.starts_from) {
      return now == plan.ends_at ? StateBehind::repaired : StateBehind::cannot_tell;
    }
    if (plan.starts_from != plan.ends_at) return StateBehind::as_it_was;
    return guard_holds(opened.connection, plan) ? StateBehind::as_it_was : StateBehind::repaired;
  } catch (const Error&) {
    return StateBehind::cannot_tell;
  }
}

}  // namespace plumbline
