// Renames that were told: which of them can be made, and why another cannot.
#include "analyzer/plan/rename.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

Schema schema_made_by(const std::string& sql) {
  const Connection connection = Connection::in_memory("schema");
  connection.execute(sql);
  return introspect(connection);
}

/// The statements and notes, a line each.
std::string planned(const std::string& live, const std::string& target,
                    const std::vector<Rename>& renames) {
  const Renaming renaming = plan_renames(schema_made_by(live), schema_made_by(target), renames);
  std::string text;
  for (const Statement& statement : renaming.statements) text += statement.sql + "\n";
  for (const std::string& note : renaming.notes) text += note + "\n";
  return text;
}

Rename table(const char* from, const char* to) {
  return {Identifier(from), std::nullopt, Identifier(to)};
}
Rename column(const char* of, const char* from, const char* to) {
  return {Identifier(of), Identifier(from), Identifier(to)};
}

constexpr const char* people = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);";
constexpr const char* users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
constexpr const char* mails = "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);";

}  // namespace

TEST_CASE("rename: a table, once") {
  CHECK(planned(people, users, {table("people", "users")}) ==
        "ALTER TABLE \"people\" RENAME TO \"users\"\n");
  CHECK(planned(users, users, {table("people", "users")}) == "");
}

TEST_CASE("rename: a table that cannot be renamed is said, with why") {
  const std::string said = "rename people:users was not made: ";
  const auto told = {table("people", "users")};
  CHECK(planned(std::string(people) + users, users, told) ==
        said + "the database has a table users already\n");
  CHECK(planned("", users, told) == said + "the database has no table people\n");
  CHECK(planned(people, people, told) == said + "the target has no table users\n");
}

TEST_CASE("rename: a column, once") {
  CHECK(planned(users, mails, {column("users", "name", "mail")}) ==
        "ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"mail\"\n");
  CHECK(planned(mails, mails, {column("users", "name", "mail")}) == "");
}

TEST_CASE("rename: a column that cannot be renamed is said, with why") {
  const std::string said = "rename users.name:mail was not made: ";
  const auto told = {column("users", "name", "mail")};
  CHECK(planned("CREATE TABLE users (name, mail)", mails, told) ==
        said + "the database has users.mail already\n");
  CHECK(planned("CREATE TABLE users (id)", mails, told) ==
        said + "the database has no users.name\n");
  CHECK(planned("", mails, told) == said + "the database has no table users\n");
  CHECK(planned(users, users, told) == said + "the target has no users.mail\n");
  CHECK(planned(users, "", told) == said + "the target has no users.mail\n");
}

}  // namespace plumbline
