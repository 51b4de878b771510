#include "analyzer/forecast/unstopped_run.hpp"

namespace plumbline {

namespace {

/// The texts and the settings that are stored.
std::string text_of_schema(const Connection& connection) {
  std::string text;
  Query query(connection,
              "SELECT type || char(31) || name || char(31) || tbl_name || char(31) || "
              "ifnull(sql, '') FROM main.sqlite_schema ORDER BY type, name");
  while (query.step()) text += std::string(query.text(0)) + '\n';
  for (const char* setting : {"user_version", "application_id"}) {
    text += connection.text(std::string("PRAGMA ") + setting).value_or("") + '\n';
  }
  return text;
}

}  // namespace

std::int64_t rows_in(const Connection& connection, const std::string& database) {
  Query query(connection,
              "SELECT name FROM pragma_table_list WHERE schema = ?1 AND "
              "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  query.bind(1, database);
  std::vector<Identifier> tables;
  while (query.step()) tables.emplace_back(query.text(0));
  std::int64_t rows = 0;
  for (const Identifier& table : tables) {
    rows +=
        connection.integer("SELECT count(*) FROM " + database + "." + table.quoted()).value_or(0);
  }
  return rows;
}

UnstoppedRun::UnstoppedRun(const Migration& migration, const TrialCondition& condition,
                           const Options& options)
    : migration_(migration),
      condition_(condition),
      options_(options),
      behind_(begin(World::first)),
      rows_before_(rows_in(behind_.connection, "main")),
      failure_(run_whole(behind_.connection, migration_)) {
  if (!failure_) rows_behind_ = rows_in(behind_.connection, "main");
}

Shadow UnstoppedRun::connected(const Connection& database, World world) const {
  Shadow shadow = shadow_of(database, options_.deadline, world);
  shadow.connection.execute(condition_.foreign_keys ? "PRAGMA foreign_keys=ON"
                                                    : "PRAGMA foreign_keys=OFF");
  if (condition_.in_transaction) shadow.connection.execute("BEGIN");
  return shadow;
}

RerunJudgement UnstoppedRun::judge(const Connection& found, bool rows_lost) {
  if (!digests_) digests_ = digests_of(behind_.connection);
  const Digests digests = digests_of(found);
  if (digests == *digests_) return {};
  if (digests.schema == digests_->schema) {  // then nobody needs to find out what it means
    return judge_rerun(row_contents_of(found), row_contents_of(behind_.connection), varying(),
                       rows_lost);
  }
  return judge_rerun(contents_of(found), contents_of(behind_.connection), varying(), rows_lost);
}

UnstoppedRun::Digests UnstoppedRun::digests_of(const Connection& connection) {
  return {text_of_schema(connection), contents_of(connection, {}, {})};
}

/// The same run in another world tells the columns that nobody can compare.
const Varying& UnstoppedRun::varying() {
  if (varying_) return *varying_;
  const Shadow other = begin(World::second);
  run_whole(other.connection, migration_);
  varying_ =
      columns_that_vary(row_contents_of(behind_.connection), row_contents_of(other.connection));
  return *varying_;
}

}  // namespace plumbline
