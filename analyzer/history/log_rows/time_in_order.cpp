#include "analyzer/history/log_rows/time_in_order.hpp"

#include "analyzer/history/log/log_keys.hpp"
#include "analyzer/history/log_rows/log_times.hpp"

namespace plumbline {

namespace {

std::string iso(const std::string& moment) {
  return "strftime('%Y-%m-%dT%H:%M:%fZ'," + moment + ")";
}

std::string time_of(const LogContext& context, std::size_t index) {
  const std::string key = LogKeys(context).to_write(index).value_or(context.migrations[index].key);
  return "(SELECT " + context.found.runner->at + " FROM " + context.found.table.quoted() +
         " WHERE " + key_is(context, key) + ")";
}

std::string behind_all(const LogContext& context) {
  const std::string newest =
      "(SELECT max(" + context.found.runner->at + ") FROM " + context.found.table.quoted() + ")";
  return "max(" + *sql_of_now("iso_ms_z") + ",coalesce(" + iso(newest + ",'+0.001 seconds'") +
         ",''))";
}

std::optional<std::size_t> next_recorded(const LogContext& context, std::size_t index) {
  for (std::size_t i = index + 1; i < context.migrations.size(); ++i) {
    if (context.matched.of[i].recorded) return i;
  }
  return std::nullopt;
}

}  // namespace

std::string sql_of_time_in_order(const LogContext& context, std::size_t index) {
  const auto next = next_recorded(context, index);
  if (!next) return behind_all(context);
  if (index == 0) return iso(time_of(context, *next) + ",'-1 seconds'");
  // Two times that are next to each other give one of the two: then Kysely goes by name.
  return iso("(julianday(" + time_of(context, index - 1) + ")+julianday(" +
             time_of(context, *next) + "))/2");
}

}  // namespace plumbline
