#include "tests/fleet_samples.hpp"

#include <array>
#include <filesystem>
#include <fstream>

#include "tests/scenario.hpp"
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/fleet/ask_fleet.hpp"
#include "tools/plumbline/fleet/fleet_sources.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

struct FleetMigration {
  const char* name;
  const char* sql;
};

constexpr std::array<FleetMigration, 3> migrations = {
    {{"001_users", "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT, level INTEGER);\n"},
     {"002_levels",
      "UPDATE users SET level = level + 1 WHERE level < 2;\n"
      "INSERT INTO users(id, mail, level) VALUES (1000, 'root', 9);\n"
      "CREATE INDEX users_mail ON users(mail);\n"},
     {"003_teams",
      "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE TABLE members(team INTEGER REFERENCES teams(id), user INTEGER);\n"
      "CREATE INDEX members_team ON members(team);\n"
      "INSERT INTO teams(name) SELECT DISTINCT mail FROM users;\n"}}};

constexpr const char* log_of_kysely =
    "CREATE TABLE kysely_migration(name varchar(255) NOT NULL PRIMARY KEY,"
    " timestamp varchar(255) NOT NULL);"
    "CREATE TABLE kysely_migration_lock(id varchar(255) NOT NULL PRIMARY KEY,"
    " is_locked integer DEFAULT 0 NOT NULL);"
    "INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);";

}  // namespace

void lay_out_fleet_migrations() {
  fs::create_directories("migrations");
  for (const FleetMigration& one : migrations) {
    std::ofstream("migrations/" + std::string(one.name) + ".sql") << one.sql;
  }
}

void make_tenant(const Tenant& tenant) {
  std::string sql = log_of_kysely;
  for (int i = 0; i < tenant.recorded; ++i) {
    const FleetMigration& one = migrations.at(static_cast<std::size_t>(i));
    sql += one.sql;
    if (i == 0) sql += "INSERT INTO users(mail, level) VALUES ('ada', 0), ('bob', 0);";
    sql += "INSERT INTO kysely_migration VALUES ('" + std::string(one.name) + "', '2026-03-" +
           tenant.day + "T00:00:0" + std::to_string(i) + ".000Z');";
  }
  fs::create_directories(fs::absolute(tenant.file).parent_path());
  make_database(tenant.file, sql + tenant.more);
}

void lay_out_fleet() {
  lay_out_fleet_migrations();
  for (const char* const name : {"a1", "a2", "a3", "a4", "a5"}) {
    make_tenant({"tenants/" + std::string(name) + ".db", 3, "", "1" + std::string(name).substr(1)});
  }
  const std::string begun =
      "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);"
      "CREATE TABLE members(team INTEGER REFERENCES teams(id), user INTEGER);";
  make_tenant({"tenants/b1.db", 2, begun});
  make_tenant({"tenants/b2.db", 2, begun + "INSERT INTO users(mail) VALUES ('eve');", "07"});
  make_tenant({"tenants/c1.db", 1});
  make_tenant({"tenants/c2.db", 1,
               "UPDATE users SET level = level + 1 WHERE level < 2;"
               "INSERT INTO users(id, mail, level) VALUES (1000, 'root', 9);"});
  make_tenant({"tenants/c3.db", 1, "", "09"});
  make_tenant({"tenants/d1.db", 3, "ALTER TABLE users ADD COLUMN nick TEXT"});
  std::ofstream("tenants/e1.db") << "this is no database";
}

Fleet asked(const std::vector<std::string>& words) {
  std::vector<std::string> all = {"audit"};
  all.insert(all.end(), words.begin(), words.end());
  const Command command = std::get<Command>(parse_command_line(all));
  const Policy policy = read_policy(command, Date());
  const FleetQuestion question{command, policy, true};
  const FleetWork work{list_fleet(command).files, {}, true, command.jobs == 0 ? 1 : command.jobs};
  return ask_fleet(work, question, {}, {});
}

std::vector<std::string> labels_of(const Fleet& fleet) {
  std::vector<std::string> labels;
  for (const FleetFile& file : fleet.files) {
    labels.push_back(file.path + ": " +
                     (file.answer.empty() ? file.error : fleet.answers.at(file.answer).label));
  }
  return labels;
}

}  // namespace plumbline
