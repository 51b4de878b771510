#include "analyzer/apply/look_behind.hpp"

#include <map>
#include <set>

#include "analyzer/fingerprint.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/stubs.hpp"

namespace plumbline {

namespace {

/// What a check has to say, and how often.
struct Complaints {
  std::map<std::string, std::int64_t> lines;
  std::set<std::string> unchecked;  ///< tables
};

/// Which page or which row it was is another one behind a repair, so lines are compared by what
/// they say of which object, numbers left out.
std::string without_numbers(std::string_view line) {
  std::string kind;
  for (const char c : line) {
    if (c < '0' || c > '9') kind += c;
  }
  return kind;
}

/// Whether the check could be made.
bool ask(const Connection& connection, const std::string& sql, const std::string* table,
         Complaints& complaints) {
  try {
    Query query(connection, sql);
    if (table != nullptr) query.bind(1, *table);
    while (query.step()) {
      if (query.text(0) != "ok") complaints.lines[without_numbers(query.text(0))] += 1;
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

struct DamageCheck {
  const char* name;
  const char* of_all;
  const char* of_one;  ///< table, a parameter
};

// https://sqlite.org/pragma.html#pragma_foreign_key_check and #pragma_integrity_check
const std::vector<DamageCheck> checks = {
    {"foreign_key_check",
     "SELECT \"table\" || ' without its ' || lower(parent) FROM pragma_foreign_key_check",
     "SELECT \"table\" || ' without its ' || lower(parent) FROM pragma_foreign_key_check(?)"},
    {"integrity_check", "SELECT integrity_check FROM pragma_integrity_check(1000000)",
     "SELECT integrity_check FROM pragma_integrity_check(?)"}};

std::vector<std::string> tables_of(const Connection& connection) {
  std::vector<std::string> tables;
  Query query(connection,
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name");
  while (query.step()) tables.emplace_back(query.text(0));
  return tables;
}

/// A check that fails for one table (a parent without a key, a collation of the application) is
/// made of each by itself.
Complaints complaints_of(const Connection& connection, const DamageCheck& check) {
  Complaints complaints;
  if (ask(connection, check.of_all, nullptr, complaints)) return complaints;
  complaints = {};
  for (const std::string& table : tables_of(connection)) {
    if (!ask(connection, check.of_one, &table, complaints)) complaints.unchecked.insert(table);
  }
  return complaints;
}

std::optional<std::string> first_worse(const Complaints& now, const Complaints& before) {
  for (const auto& [line, times] : now.lines) {
    const auto known = before.lines.find(line);
    if (known == before.lines.end() || known->second < times) return line;
  }
  return std::nullopt;
}

/// The copy is only read where the result has something to complain of: that is the rare case.
void look(const DamageCheck& check, const Connection& now, const std::filesystem::path& backup,
          LookBehind& seen) {
  const Complaints after = complaints_of(now, check);
  for (const std::string& table : after.unchecked) {
    seen.notes.push_back(std::string(check.name) + " could not look at table " + table +
                         ": it needs what only the application has, or a key that is not there");
  }
  if (after.lines.empty()) return;
  const OpenedDatabase opened = open_database(backup);
  // On a read-only connection SQLite 3.40.1 checks no CHECK constraints.
  const Shadow before = shadow_of(opened.connection, std::nullopt);
  leave_collations_missing(before.connection.handle());
  const auto line = first_worse(after, complaints_of(before.connection, check));
  if (line) seen.worse = std::string(check.name) + " says what it did not say before: " + *line;
}

}  // namespace

LookBehind look_behind(const Connection& now, const std::filesystem::path& backup,
                       const Plan& plan) {
  LookBehind seen;
  // A migration may have switched them off, and integrity_check would not look at them either.
  now.execute("PRAGMA ignore_check_constraints=OFF");
  for (const DamageCheck& check : checks) {
    look(check, now, backup, seen);
    if (seen.worse) return seen;
  }
  if (!plan.ends_at.empty() && fingerprint_of(introspect(now)) != plan.ends_at) {
    seen.worse = "the schema is not the one that was promised";
  }
  return seen;
}

}  // namespace plumbline
