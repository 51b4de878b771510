#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

TEST_CASE("every template is filled by words that we know") {
  for (const Runner& runner : all_runners()) {
    CAPTURE(runner.name);
    WrittenLog log(runner.name, "a \"log\"", "x");
    log.migrations = {with_checksum(migration_called("1", "",
                                                     {{"version", "20260101000000"},
                                                      {"name", "n"},
                                                      {"ts", "1"},
                                                      {"when", "1"},
                                                      {"app", "a"},
                                                      {"stem", "s"},
                                                      {"id", "i"},
                                                      {"author", "me"},
                                                      {"file", "f"},
                                                      {"set", "s"},
                                                      {"parents", ""}}),
                                    "aa", {})};
    log.log = log_of({{"0", "", false, ""}});
    if (runner.insert.empty() || runner.match_by_suffix) continue;
    const LogContext context = log.context();
    CHECK(why_not_written({context.found, context.log, context.migrations, context.matched}) == "");
    for (const Statement& statement : record_migration(context, 0)) {
      CHECK(statement.sql.find('{') == std::string::npos);
      CHECK(statement.why == "records 1 as " + runner.title + " does");
    }
  }
}

}  // namespace
}  // namespace plumbline
