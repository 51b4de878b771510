// Prints every query that an audit of a database asks its rows, in the order in which it asks them,
// for running the same in the sqlite3 shell.
#include <cstdio>

#include "analyzer/audit/data_checks.hpp"
#include "analyzer/audit/table_pairs.hpp"
#include "analyzer/source.hpp"

namespace plumbline {

namespace {

Answer asked(const Connection& connection, const std::string& sql) {
  std::printf("%s;\n", sql.c_str());
  Query query(connection, sql);
  Answer answer;
  while (query.step()) {
    auto& row = answer.rows.emplace_back();
    for (int i = 0; i < query.columns(); ++i) {
      if (query.is_null(i)) {
        row.emplace_back();
      } else {
        row.emplace_back(query.text(i));
      }
    }
  }
  return answer;
}

void print_queries(const std::string& database) {
  const Options options;
  const Source source = open_source(database, options);
  const Ask ask = [&](const std::string& sql) { return asked(source.connection, sql); };
  const auto tables = table_pairs(source.schema, nullptr, {}, options);
  data_checks({ask, source.schema, tables, StandIns(), options, {}});
}

}  // namespace

}  // namespace plumbline

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  plumbline::print_queries(argv[1]);
  return 0;
}
