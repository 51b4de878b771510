#include "analyzer/history/log_rows/log_times.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {
namespace {

std::string at(const std::string& form, const std::string& moment) {
  std::string sql = sql_of_now(form).value();
  for (std::size_t i = sql.find("'now'"); i != std::string::npos; i = sql.find("'now'")) {
    sql.replace(i, 5, "'" + moment + "'");
  }
  return Connection::in_memory("times").text("SELECT " + sql).value();
}

TEST_CASE("times in the forms of the runners") {
  CHECK(at("go", "2026-11-20 19:29:57.850") == "2026-11-20 19:29:57.85+00:00");
  CHECK(at("go", "2026-11-20 19:29:50.000") == "2026-11-20 19:29:50+00:00");
  CHECK(at("py", "2026-11-20 19:29:57.850") == "2026-11-20 19:29:57.850000+00:00");
  CHECK(at("space_us", "2026-11-20 19:29:57.850") == "2026-11-20 19:29:57.850000");
  CHECK(at("epoch_ms", "2026-11-20 19:29:57.009") == "1795202997009");
  CHECK(at("epoch_us", "2026-11-20 19:29:57.009") == "1795202997009000");
  CHECK(at("iso_ms_z", "2026-11-20 19:29:57.009") == "2026-11-20T19:29:57.009Z");
  CHECK(at("t_s", "2026-11-20 19:29:57.009") == "2026-11-20T19:29:57");
  CHECK_FALSE(sql_of_now("noon"));
  CHECK(epoch_ms_of("20260101000000_users") == "1767225600000");
  CHECK_FALSE(epoch_ms_of("2026"));
  CHECK_FALSE(epoch_ms_of("20261399000000"));
}

TEST_CASE("a time like the others in the table") {
  CHECK(sql_of_now_like("1795202997009") == sql_of_now("epoch_ms"));
  CHECK(sql_of_now_like("1795202997") == sql_of_now("epoch_s"));
  CHECK(sql_of_now_like("2026-11-20 19:29:57") == sql_of_now("space_s"));
  CHECK(sql_of_now_like("2026-11-20T19:29:57.123Z") == sql_of_now("iso_ms_z"));
  CHECK(sql_of_now_like("2026-11-20T19:29:57.123+02:00") ==
        "strftime('%Y-%m-%dT%H:%M:%f+00:00','now')");
  CHECK_FALSE(sql_of_now_like("yesterday"));
  CHECK_FALSE(sql_of_now_like(""));
}

}  // namespace
}  // namespace plumbline
