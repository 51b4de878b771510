#include "analyzer/mend/made_up_rows.hpp"

#include <algorithm>
#include <utility>

#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

std::set<std::pair<std::string, std::int64_t>> marks_of(const Connection& connection) {
  std::set<std::pair<std::string, std::int64_t>> marks;
  if (connection.try_prepare("SELECT 1 FROM sqlite_sequence")) return marks;
  Query query(connection, "SELECT name, seq FROM sqlite_sequence");
  while (query.step()) marks.emplace(query.text(0), query.integer(1));
  return marks;
}

}  // namespace

Source made_up(Source base, int rows, const std::set<Identifier>& left_out) {
  synthesise_rows(base.connection, base.schema, rows, {left_out.begin(), left_out.end()});
  // As after rows that were deleted: their ids must not come again.
  base.connection.try_execute("UPDATE sqlite_sequence SET seq = seq + 1000");
  return base;
}

std::string what_differs(const Connection& before, const Connection& after,
                         std::set<Identifier> left_out) {
  left_out.insert(Identifier("sqlite_sequence"));
  const std::vector<Identifier> tables =
      differing_tables(contents_of(before, left_out, {}), contents_of(after, left_out, {}));
  if (!tables.empty()) return "the rows of " + tables.front().text();
  const auto needed = marks_of(before);
  if (std::ranges::includes(marks_of(after), needed)) return "";
  return "AUTOINCREMENT marks: ids of deleted rows could come again";
}

}  // namespace plumbline
