#include "analyzer/history/log/find_log.hpp"

#include <algorithm>

#include "analyzer/history/log/homegrown.hpp"
#include "analyzer/history/log/log_search.hpp"
#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

std::string all_names() {
  std::string names;
  for (const Runner& runner : all_runners()) {
    names += (names.empty() ? "" : ", ") + runner.name;
  }
  return names;
}

Runners chosen_runners(const LogChoice& choice, bool any) {
  Runners runners;
  if (any) {
    for (const Runner& runner : all_runners()) runners.push_back(&runner);
    return runners;
  }
  runners = runners_named(choice.runner);
  if (runners.empty()) {
    throw Error(Error::Kind::usage, {},
                "--log: no runner is called " + choice.runner + "; known are " + all_names());
  }
  return runners;
}

FoundLog found_in_pragma(const Search& search, const Runner& runner) {
  FoundLog found{shared(runner), {}, {}};
  for (const std::string& name : runner.tables) {
    const Table* table = find_table(search.schema, Identifier(name));
    if (table != nullptr) found.side_tables.push_back(table->name);
  }
  return found;
}

bool uses_name(const Runner& runner, const Identifier& table) {
  return !is_homegrown(runner) && std::ranges::any_of(runner.tables, [&](const std::string& name) {
    return table == Identifier(name);
  });
}

/// "changes" and "VersionInfo" are anybody's names: without the columns they say nothing.
bool is_telling(const Runner& runner, const Table& table) {
  if (ascii_lower(table.name.text()).find("migration") != std::string::npos) return true;
  const auto there = std::ranges::count_if(runner.columns, [&](const std::string& name) {
    return find_column(table, Identifier(name)) != nullptr;
  });
  return 2 * static_cast<std::size_t>(there) >= runner.columns.size();
}

/// A log with a column missing or of another type: read_log says which. Unless the runner was
/// named, the table's name must be that of no other.
bool fits_but_for_columns(const Search& search, const Runner& runner, const Table& table) {
  if (!uses_name(runner, table.name) || runner.mode == LogMode::user_version) return false;
  const bool only_one = std::ranges::count_if(all_runners(), [&](const Runner& other) {
                          return uses_name(other, table.name);
                        }) == 1;
  return (!search.any || (only_one && !runner.exact_columns && is_telling(runner, table))) &&
         lacks_columns_of_twins(runner, table) && can_read_key(search, runner, table.name);
}

/// Under a name of the user's the columns alone could be those of any table: its name or its
/// values must speak for it too.
bool speaks_of_migrations(const Search& search, const Runner& runner, const Table& table) {
  if (sounds_like_log(table.name)) return true;
  const std::string sql =
      "SELECT 1 FROM " + table.name.quoted() + " WHERE (" + runner.key + ") GLOB '*[0-9]*' LIMIT 1";
  return !search.connection.try_prepare(sql) && search.connection.integer(sql).has_value();
}

/// The runners that one table may belong to, those of its own name before all others.
Runners runners_of(const Search& search, const Table& table) {
  Runners named, missing, renamed;
  for (const Runner* runner : search.runners) {
    if (is_homegrown(*runner) || runner->tables.empty()) continue;
    if (fits_under_own_name(*runner, table)) {
      named.push_back(runner);
    } else if (fits_but_for_columns(search, *runner, table)) {
      missing.push_back(runner);
    } else if (fits_under_any_name(*runner, table) &&
               speaks_of_migrations(search, *runner, table)) {
      renamed.push_back(runner);
    }
  }
  if (!named.empty()) return named;
  return missing.empty() ? renamed : missing;
}

std::vector<FoundLog> logs_of(const Search& search, const Table& table) {
  std::vector<FoundLog> found;
  for (const Runner* runner : runners_of(search, table)) {
    found.push_back(runner->mode == LogMode::user_version ? found_in_pragma(search, *runner)
                                                          : found_at(search, *runner, table.name));
  }
  prefer_those_with_side_tables(found);
  return found;
}

std::vector<FoundLog> known_logs(const Search& search) {
  std::vector<FoundLog> found;
  for (const auto& [name, table] : search.schema.tables) {
    if (table.kind != TableKind::ordinary) continue;
    for (FoundLog& log : logs_of(search, table)) found.push_back(std::move(log));
  }
  return found;
}

/// Plain logs under the usual names, where the values do not speak against it.
std::vector<FoundLog> homegrown_logs(const Search& search) {
  std::vector<FoundLog> found;
  for (const auto& [name, table] : search.schema.tables) {
    if (!may_be_homegrown_log(table)) continue;
    auto runner = describe_homegrown(search.connection, table, "");
    if (runner && is_believable(search.connection, table, *runner)) {
      found.push_back(homegrown_at(std::move(*runner), name));
    }
  }
  return found;
}

bool keeps_no_table(const Runner* runner) {
  return runner->mode == LogMode::user_version && runner->tables.empty();
}

}  // namespace

std::vector<FoundLog> find_logs(const Connection& connection, const Schema& schema,
                                const LogChoice& choice) {
  const bool any = choice.runner.empty() || ascii_lower(choice.runner) == "auto";
  const Search search{connection, schema, choice, chosen_runners(choice, any), any};
  if (!any && keeps_no_table(search.runners.front())) {
    if (choice.table.empty() && choice.key_column.empty()) {
      return {found_in_pragma(search, *search.runners.front())};
    }
    throw Error(Error::Kind::usage, {},
                "--log " + choice.runner +
                    " reads PRAGMA user_version: no --log-table, no "
                    "--log-key");
  }
  if (!choice.table.empty()) return logs_in_named_table(search);
  if (!choice.key_column.empty()) return logs_with_key(search);
  if (!any && is_homegrown(*search.runners.front())) return homegrown_logs(search);
  std::vector<FoundLog> found = known_logs(search);
  return found.empty() && any ? homegrown_logs(search) : found;
}

bool rows_decide_log(const Schema& schema, const LogChoice& choice) {
  if (!choice.table.empty() || !choice.key_column.empty()) return true;
  const bool any = choice.runner.empty() || ascii_lower(choice.runner) == "auto";
  const Runners runners = chosen_runners(choice, any);
  const auto looked_into = [&](const Table& table) {
    if (table.kind != TableKind::ordinary) return false;
    const auto fits = [&](auto under) {
      return std::ranges::any_of(runners, [&](const Runner* runner) {
        return !is_homegrown(*runner) && !runner->tables.empty() && under(*runner, table);
      });
    };
    if (fits(fits_under_own_name)) return false;
    return fits(fits_under_any_name) || may_be_homegrown_log(table);
  };
  return std::ranges::any_of(schema.tables,
                             [&](const auto& entry) { return looked_into(entry.second); });
}

}  // namespace plumbline
