#include "analyzer/history/log/log_search.hpp"

#include <algorithm>

#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

std::shared_ptr<const Runner> shared(const Runner& runner) {
  return {std::shared_ptr<const Runner>(), &runner};
}

FoundLog found_at(const Search& search, const Runner& runner, const Identifier& table) {
  return {shared(runner), table, side_tables_of(runner, table, search.schema)};
}

FoundLog homegrown_at(Runner runner, const Identifier& table) {
  return {std::make_shared<const Runner>(std::move(runner)), table, {}};
}

bool can_read_key(const Search& search, const Runner& runner, const Identifier& table) {
  return !search.connection.try_prepare("SELECT " + runner.key + " FROM " + table.quoted());
}

bool lacks_columns_of_twins(const Runner& runner, const Table& table) {
  return std::ranges::none_of(runner.lacks, [&](const std::string& name) {
    return find_column(table, Identifier(name)) != nullptr;
  });
}

void prefer_those_with_side_tables(std::vector<FoundLog>& found) {
  const auto lonely = [](const FoundLog& log) { return log.side_tables.empty(); };
  if (!std::ranges::all_of(found, lonely)) std::erase_if(found, lonely);
}

}  // namespace plumbline
