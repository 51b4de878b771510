#include "analyzer/plan/row_samples.hpp"

namespace plumbline {

namespace {
constexpr int most_samples = 5;
}

std::string count_of_rows(std::int64_t rows) {
  return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

std::string rows_that(std::int64_t rows, const std::string& one, const std::string& many) {
  return count_of_rows(rows) + " " + (rows == 1 ? one : many);
}

std::string sample_rows(const Connection& connection, const std::string& rowid,
                        const std::string& value, const std::string& from, const std::string& where,
                        const Options& options) {
  const bool values = options.show_values && !value.empty();
  if (rowid.empty() && !values) return "";
  const std::string shown_rowid = rowid.empty() ? "NULL" : rowid;
  Query query(connection, "SELECT " + shown_rowid + ", " +
                              (values ? "quote(" + value + ")" : "NULL") + " FROM " + from +
                              " WHERE " + where + " LIMIT " + std::to_string(most_samples + 1));
  std::string result;
  for (int shown = 0; query.step(); ++shown) {
    if (!result.empty()) result += ", ";
    if (shown == most_samples) {
      result += "…";
      break;
    }
    result += query.text(0);
    if (values) result += (query.is_null(0) ? "" : ": ") + std::string(query.text(1));
  }
  if (result.empty()) return "";
  const bool one = result.find(',') == std::string::npos;
  return (rowid.empty() ? "value" : "rowid") + std::string(one ? " " : "s ") + result;
}

}  // namespace plumbline
