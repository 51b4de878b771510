// Rows as real runners have written them: the newest is taken out and written back by us, and must
// be the same again in every column, save for times, ids and durations, which keep their form.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/log_values.hpp"

namespace plumbline {
namespace {

struct RealLog {
  std::string runner;
  std::string database, migrations;  ///< under snapshots/runners/
  /// Columns that cannot be the same again: times, random ids, durations.
  std::set<std::string> differ;
  std::string without = "";  ///< what the form of ours lacks
};

const std::vector<RealLog>& real_logs() {
  static const std::vector<RealLog> all = {
      {"alembic", "alembic/app.db", "alembic/versions", {}},
      {"d1", "wrangler/app.db", "wrangler/migrations", {"applied_at"}},
      {"db-migrate", "db-migrate/app.db", "db-migrate/migrations", {"run_on"}},
      {"dbmate", "dbmate/app.db", "dbmate/migrations", {}},
      {"django", "django/app.db", "django", {"applied"}},
      {"drizzle", "drizzle/app.db", "drizzle/migrations", {}},
      {"drizzle-1", "drizzle1/app.db", "drizzle1/migrations", {"applied_at"}},
      {"golang-migrate", "golang-migrate/app.db", "golang-migrate/migrations", {}},
      {"goose", "goose/app.db", "goose/migrations", {"tstamp"}},
      // A run of its own is a batch of its own.
      {"knex", "knex/steps.db", "knex/migrations", {"migration_time", "batch"}},
      {"kysely", "kysely/app.db", "kysely/migrations", {"timestamp"}},
      {"kysely", "kysely/custom_name.db", "kysely/migrations", {"timestamp"}},
      {"kysely", "kysely29/app.db", "kysely29/migrations", {"timestamp"}},
      {"laravel", "laravel/app_step.db", "laravel/migrations", {}},
      {"liquibase",
       "liquibase/app.db",
       "liquibase/changelog.sql",
       {"DATEEXECUTED", "DEPLOYMENT_ID"}},
      {"liquibase",
       "liquibase428/app.db",
       "liquibase428/changelog.sql",
       {"DATEEXECUTED", "DEPLOYMENT_ID"}},
      {"mikro-orm", "mikro-orm/app.db", "mikro-orm/migrations", {"executed_at"}},
      {"postgrator", "postgrator/app.db", "postgrator/migrations", {"run_at"}},
      {"prisma",
       "prisma/resolved_applied.db",
       "prisma/prisma/migrations_bad",
       {"id", "started_at", "finished_at"}},
      {"rails", "rails/app.db", "rails/migrate", {}},
      {"sequel-int", "sequel/app_int.db", "sequel/migrations_int", {}},
      {"sequel-ts", "sequel/app_ts.db", "sequel/migrations_ts", {}},
      {"sequelize", "umzug/app.db", "umzug/migrations", {}},
      // The clock of a shadow stands at a whole second, which Go writes without a fraction.
      {"sql-migrate", "sql-migrate/app.db", "sql-migrate/migrations", {"applied_at"}, ".0"},
      {"sqlite-migrate", "sqlite-migrate/app.db", "sqlite-migrate/migrations.py", {"applied_at"}},
      {"typeorm", "typeorm/app.db", "typeorm/migrations", {}},
      {"yoyo", "yoyo/app.db", "yoyo/migrations", {"applied_at_utc"}}};
  return all;
}

using Row = std::map<std::string, std::string>;

/// A runner's log in a copy of its database: nothing here writes to a file.
class Copy {
 public:
  explicit Copy(const RealLog& real)
      : shadow_(shadow_of(open_database("snapshots/runners/" + real.database).connection, {})),
        migrations_(read(real)),
        found_(find_logs(shadow_.connection, introspect(shadow_.connection), {real.runner, "", ""})
                   .at(0)),
        table_(introspect(shadow_.connection).tables.at(found_.table)) {
    look();
  }

  void look() {
    log_ = read_log(shadow_.connection, found_);
    matched_ = match_log(*found_.runner, log_, migrations_);
  }
  const MatchedLog& matched() const { return matched_; }
  const std::vector<Migration>& migrations() const { return migrations_; }
  const Runner& runner() const { return *found_.runner; }
  LogContext context() const { return {found_, log_, migrations_, matched_, &table_}; }
  NextRun next() const { return next_run(runner(), log_, migrations_, matched_); }

  void record(std::size_t index) { run_all(record_migration(context(), index)); }
  void unrecord(std::size_t index) { run_all(unrecord_migration(context(), index)); }
  void run_all(const std::vector<Statement>& statements) {
    for (const Statement& statement : statements) run(statement.sql);
    look();
  }
  /// As if the newest row had never been written.
  void forget_newest() {
    const std::string table = found_.table.quoted();
    run("DELETE FROM " + table + " WHERE rowid = (SELECT max(rowid) FROM " + table + ")");
    shadow_.connection.try_execute("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = " +
                                   quote_literal(found_.table.text()));
    look();
  }
  std::vector<Row> rows() const {
    std::vector<Row> rows;
    Query query(shadow_.connection, "SELECT * FROM " + found_.table.quoted() + " ORDER BY rowid");
    while (query.step()) {
      Row& row = rows.emplace_back();
      for (const Column& column : table_.columns) row[column.name.text()] = "";
    }
    for (const Column& column : table_.columns) fill(column, rows);
    return rows;
  }
  bool holds(const std::vector<std::string>& guards) const {
    return std::ranges::all_of(guards, [&](const std::string& guard) {
      return shadow_.connection.integer("SELECT " + guard) == 1;
    });
  }

 private:
  static std::vector<Migration> read(const RealLog& real) {
    const auto runner = runner_called(real.runner);
    return read_migrations("snapshots/runners/" + real.migrations, runner.get(), {}).list;
  }
  void run(const std::string& sql) const { shadow_.connection.execute(sql); }
  void fill(const Column& column, std::vector<Row>& rows) const {
    Query query(shadow_.connection, "SELECT quote(" + column.name.quoted() + ") FROM " +
                                        found_.table.quoted() + " ORDER BY rowid");
    for (Row& row : rows) {
      query.step();
      row[column.name.text()] = query.text(0);
    }
  }

  Shadow shadow_;
  std::vector<Migration> migrations_;
  FoundLog found_;
  Table table_;
  MigrationLog log_;
  MatchedLog matched_;
};

/// The form of a value: every run of digits and of the letters of hexadecimal is one 0.
std::string form_of(const std::string& value) {
  std::string form;
  for (const char c : value) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (!digit || !form.ends_with('0')) form += digit ? '0' : c;
  }
  return form;
}

std::string without(std::string text, const std::string& part) {
  const std::size_t at = part.empty() ? std::string::npos : text.find(part);
  return at == std::string::npos ? text : text.erase(at, part.size());
}

std::vector<Row> forms_of(std::vector<Row> rows, const std::set<std::string>& columns,
                          const std::string& lacks = "") {
  for (Row& row : rows) {
    for (const std::string& column : columns) {
      row.at(column) = without(form_of(row.at(column)), lacks);
    }
  }
  return rows;
}

void check_rows(const std::vector<Row>& written, const std::vector<Row>& real) {
  REQUIRE(written.size() == real.size());
  for (std::size_t i = 0; i < real.size(); ++i) {
    for (const auto& [column, value] : real[i]) {
      CAPTURE(column);
      CHECK(written[i].at(column) == value);
    }
  }
}

std::size_t last_recorded(const MatchedLog& matched) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < matched.of.size(); ++i) {
    if (matched.of[i].recorded) last = i;
  }
  return last;
}

TEST_CASE("the newest row of a real log, written again") {
  for (const RealLog& real : real_logs()) {
    CAPTURE(real.database);
    Copy log(real);
    const std::vector<Row> rows = log.rows();
    const std::size_t newest = last_recorded(log.matched());
    CHECK(log.matched().unknown.empty());
    CHECK(log.next().refuses == "");
    if (log.runner().mode == LogMode::rows) {
      log.forget_newest();
    } else {
      log.unrecord(newest);
    }
    CHECK_FALSE(log.matched().of[newest].recorded);
    CHECK(why_not_written(log.context()) == "");
    CHECK(log.holds(log_guards(log.context(), {newest})));
    log.record(newest);
    check_rows(forms_of(log.rows(), real.differ, real.without),
               forms_of(rows, real.differ, real.without));
  }
}

TEST_CASE("a gap in a real log, closed: its runner has nothing to do and nothing to say") {
  for (const RealLog& real : real_logs()) {
    CAPTURE(real.database);
    Copy log(real);
    if (log.runner().mode != LogMode::rows) continue;
    const std::size_t middle = last_recorded(log.matched()) - 1;
    REQUIRE(log.matched().of[middle].recorded);
    log.unrecord(middle);
    REQUIRE_FALSE(log.matched().of[middle].recorded);
    CHECK(log.holds(log_guards(log.context(), {middle})));
    log.record(middle);
    CHECK(log.matched().of[middle].recorded);
    CHECK(log.next().refuses == "");
    CHECK(log.next().runs.empty());
    CHECK(log.next().never.empty());
  }
}

TEST_CASE(
    "Prisma: a failed row marked and written anew, as `migrate resolve --applied` leaves it") {
  const std::set<std::string> differ = {"id", "started_at", "finished_at", "rolled_back_at"};
  Copy failed({"prisma", "prisma/failed.db", "prisma/prisma/migrations_bad", {}});
  const Copy resolved({"prisma", "prisma/resolved_applied.db", "prisma/prisma/migrations_bad", {}});
  CHECK(failed.matched().of[3].dirty);
  CHECK(failed.next().refuses ==
        "Prisma Migrate refuses: 20260104000000_bad is marked as failed in its log");
  failed.record(3);
  auto written = failed.rows();
  auto real = resolved.rows();
  // Two runs of Prisma made the two databases: their first rows have times and ids of their own.
  check_rows(forms_of(written, differ), forms_of(real, differ));
  CHECK(failed.next().refuses == "");
}

TEST_CASE("Prisma: a failed row taken away, as `migrate resolve --rolled-back` leaves it") {
  const std::set<std::string> differ = {"id", "started_at", "finished_at", "rolled_back_at"};
  Copy failed({"prisma", "prisma/failed.db", "prisma/prisma/migrations_bad", {}});
  const Copy resolved(
      {"prisma", "prisma/resolved_rolledback.db", "prisma/prisma/migrations_bad", {}});
  failed.unrecord(3);
  check_rows(forms_of(failed.rows(), differ), forms_of(resolved.rows(), differ));
}

TEST_CASE("golang-migrate: dirty at 4, forced to 3 or to 4") {
  Copy undone({"golang-migrate", "golang-migrate/failed.db", "golang-migrate/migrations_bad", {}});
  CHECK(undone.matched().of[3].dirty);
  undone.unrecord(3);
  const Copy clean({"golang-migrate", "golang-migrate/app.db", "golang-migrate/migrations", {}});
  check_rows(undone.rows(), clean.rows());
  Copy done({"golang-migrate", "golang-migrate/failed.db", "golang-migrate/migrations_bad", {}});
  done.record(3);
  CHECK(done.rows() == std::vector<Row>{{{"version", "4"}, {"dirty", "0"}}});
}

TEST_CASE("edits that the real runners were shown") {
  const Copy prisma({"prisma", "prisma/edited.db", "prisma/prisma/migrations_edited", {}});
  int edited = 0;
  for (const RecordOf& of : prisma.matched().of) edited += of.checksum == ChecksumAnswer::edited;
  CHECK(edited == 1);
  CHECK(prisma.next().refuses == "");
  const Copy crlf({"prisma", "prisma/crlf.db", "prisma/prisma/migrations", {}});
  for (const RecordOf& of : crlf.matched().of) CHECK(of.checksum == ChecksumAnswer::cosmetic_edit);
  const Copy postgrator({"postgrator", "postgrator/edited.db", "postgrator/migrations_edited", {}});
  CHECK(postgrator.next().refuses.find("has been edited since it ran") != std::string::npos);
  const Copy liquibase(
      {"liquibase", "liquibase428/edited.db", "liquibase428/edited/changelog.sql", {}});
  CHECK(liquibase.next().refuses.find("has been edited since it ran") != std::string::npos);
}

TEST_CASE("Knex: the two migrations of one run, recorded by one script, are one batch again") {
  Copy log({"knex", "knex/steps.db", "knex/migrations", {}});
  const std::vector<Row> rows = log.rows();
  log.forget_newest();
  log.forget_newest();
  std::vector<Statement> statements = record_migration(log.context(), 1);
  std::ranges::move(record_migration(log.context(), 2), std::back_inserter(statements));
  log.run_all(statements);
  check_rows(forms_of(log.rows(), {"migration_time"}), forms_of(rows, {"migration_time"}));
}

TEST_CASE("Drizzle's entries that never run") {
  const Copy skipped({"drizzle", "drizzle/skipped.db", "drizzle/skipped/migrations", {}});
  CHECK(skipped.next().runs.empty());
  CHECK_FALSE(skipped.next().never.empty());
}

}  // namespace
}  // namespace plumbline
