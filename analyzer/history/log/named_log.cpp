#include <algorithm>
#include <iterator>

#include "analyzer/history/log/homegrown.hpp"
#include "analyzer/history/log/log_search.hpp"
#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

/// The table or view that the user named; a view has the names of its columns and no more.
Table named_table(const Search& search) {
  const Identifier name(search.choice.table);
  if (const Table* table = find_table(search.schema, name)) return *table;
  const auto view = search.schema.views.find(name);
  if (view == search.schema.views.end()) {
    throw Error(Error::Kind::failed, {search.connection.name(), 0, 0},
                "there is no table " + name.text() + " (--log-table)");
  }
  Table table;
  table.name = view->second.name;
  for (const Identifier& column : view->second.columns) {
    table.columns.emplace_back().name = column;
  }
  return table;
}

std::string columns_of(const Table& table) {
  std::string names;
  for (const Column& column : table.columns) {
    names += (names.empty() ? "" : ", ") + column.name.text();
  }
  return names;
}

/// With `like` the files are read as that runner reads them.
FoundLog described(const Search& search, const Table& table, const Runner* like) {
  const std::string& key = search.choice.key_column;
  auto runner = describe_homegrown(search.connection, table, key);
  if (!runner) {
    const std::string what = key.empty()
                                 ? "no column looks like the names of migrations; name it with "
                                   "--log-key"
                                 : "there is no column " + key + " (--log-key)";
    throw Error(Error::Kind::failed, {search.connection.name(), 0, 0},
                "table " + table.name.text() + ": " + what + "; it has " + columns_of(table));
  }
  if (like != nullptr && !is_homegrown(*like)) {
    runner->files = like->files;
    runner->file_key = like->file_key;
    runner->order = like->order;
    runner->sections = like->sections;
    runner->transaction = like->transaction;
  }
  return homegrown_at(std::move(*runner), table.name);
}

/// The runners whose columns a table has that the user called a log.
Runners runners_for_named(const Search& search, const Table& table) {
  const auto those = [&](auto fits) {
    Runners fitting;
    std::ranges::copy_if(search.runners, std::back_inserter(fitting), [&](const Runner* runner) {
      return !is_homegrown(*runner) && runner->mode != LogMode::user_version &&
             fits(*runner, table);
    });
    return fitting;
  };
  Runners fitting = those(fits_under_own_name);
  if (fitting.empty()) fitting = those(fits_under_any_name);
  if (fitting.empty()) fitting = those(has_exactly_the_columns);
  return fitting;
}

/// --log RUNNER --log-table NAME: the user knows; all that is asked is that the key can be read.
Runners runners_by_word(const Search& search, const Table& table) {
  Runners readable;
  for (const Runner* runner : search.runners) {
    if (can_read_key(search, *runner, table.name) && lacks_columns_of_twins(*runner, table)) {
      readable.push_back(runner);
    }
  }
  if (!readable.empty()) return readable;
  throw Error(Error::Kind::failed, {search.connection.name(), 0, 0},
              "table " + table.name.text() + " is no log of " + search.runners.front()->title +
                  ": it cannot read " + search.runners.front()->key + "; it has " +
                  columns_of(table) + " (--log-key COLUMN names the column with the migrations)");
}

}  // namespace

std::vector<FoundLog> logs_in_named_table(const Search& search) {
  const Table table = named_table(search);
  const Runner* like = search.any ? nullptr : search.runners.front();
  if (!search.choice.key_column.empty() || (like != nullptr && is_homegrown(*like))) {
    return {described(search, table, like)};
  }
  Runners runners = runners_for_named(search, table);
  if (runners.empty() && search.any) return {described(search, table, nullptr)};
  if (runners.empty()) runners = runners_by_word(search, table);
  std::vector<FoundLog> found;
  for (const Runner* runner : runners) found.push_back(found_at(search, *runner, table.name));
  prefer_those_with_side_tables(found);
  return found;
}

/// --log-key alone: in which of the tables that are logs is there such a column?
std::vector<FoundLog> logs_with_key(const Search& search) {
  const Identifier key(search.choice.key_column);
  const Runner* like = search.any ? nullptr : search.runners.front();
  std::vector<FoundLog> found;
  for (const auto& [name, table] : search.schema.tables) {
    const bool log = sounds_like_log(name) || belongs_to_runner_or_platform(table);
    if (log && find_column(table, key) != nullptr) found.push_back(described(search, table, like));
  }
  if (!found.empty()) return found;
  throw Error(Error::Kind::failed, {search.connection.name(), 0, 0},
              "no table that looks like a log has a column " + key.text() +
                  " (--log-key); name the table with --log-table");
}

}  // namespace plumbline
