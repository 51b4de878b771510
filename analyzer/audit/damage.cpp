#include "analyzer/audit/damage.hpp"

#include <algorithm>
#include <map>

#include "analyzer/audit/needed_names.hpp"

namespace plumbline {

namespace {

constexpr std::int64_t most_lines = 100;  // SQLite's own limit where none is given
constexpr std::size_t most_lines_shown = 5;

DataCheck check_of(ObjectRef object, std::string what, std::string sql) {
  DataCheck check;
  check.rule = "damaged-database";
  check.object = std::move(object);
  check.what = std::move(what);
  check.sql = std::move(sql);
  return check;
}

/// The index that a line ends with the name of: "row 3 missing from index i", "wrong # of entries
/// in index i". Names may hold anything, so known ones are looked for.
const Index* index_named_in(const std::string& line, const Schema& live) {
  const Index* longest = nullptr;
  for (const auto& [name, table] : live.tables) {
    for (const auto& [index_name, index] : table.indexes) {
      const bool named = line.ends_with(" index " + index_name.text());
      const bool longer =
          longest == nullptr || index_name.text().size() > longest->name.text().size();
      if (named && longer) longest = &index;
    }
  }
  return longest;
}

/// The index that SQLite made for a key: "… index sqlite_autoindex_users_1".
const Table* table_of_key_in(const std::string& line, const Schema& live) {
  for (const auto& [name, table] : live.tables) {
    const std::size_t at = line.find(" index sqlite_autoindex_" + name.text() + "_");
    const std::string rest = at == std::string::npos ? "" : line.substr(line.rfind('_') + 1);
    if (!rest.empty() && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; })) {
      return &table;
    }
  }
  return nullptr;
}

bool is_about_values(const std::string& line) {
  return line.find(" value in ") != std::string::npos ||
         line.starts_with("CHECK constraint failed in ");
}

void add_line(std::string& text, const std::string& line) {
  text += (text.empty() ? "" : "\n") + line;
}

}  // namespace

std::vector<DataCheck> damage_questions(const std::vector<TablePair>& tables,
                                        const StandIns& stand_ins) {
  if (stand_ins.functions.empty() && stand_ins.collations.empty()) {
    return {check_of({}, "integrity_check finds nothing",
                     "PRAGMA integrity_check(" + std::to_string(most_lines) + ")")};
  }
  std::vector<DataCheck> questions;
  for (const TablePair& pair : tables) {
    const Identifier& name = pair.live.name;
    DataCheck check = check_of({ObjectType::table, name, name}, "integrity_check finds nothing",
                               "PRAGMA integrity_check(" + name.quoted() + ")");
    const std::string needed = needed_by(pair.live, stand_ins);
    if (!needed.empty()) {
      check.outcome = CheckOutcome::failed;
      check.why = "it needs " + needed + ", which only the application has";
    }
    questions.push_back(std::move(check));
  }
  return questions;
}

std::vector<DataCheck> damage_in(const Answer& answer, DataCheck& question, const Schema& live) {
  std::map<Identifier, DataCheck> indexes;
  const auto note = [&](const ObjectRef& object, const std::string& line) {
    DataCheck& check = indexes[object.name];
    check.rule = "index-disagrees";
    check.object = object;
    check.what = "it has an entry for each row of " + object.table.text();
    check.sql = question.sql;
    check.outcome = CheckOutcome::broken;
    ++check.rows;
    if (check.rows <= static_cast<std::int64_t>(most_lines_shown)) add_line(check.why, line);
  };
  for (const auto& row : answer.rows) {
    const std::string line = row.empty() || !row[0] ? "" : *row[0];
    if (line == "ok" || is_about_values(line)) continue;
    if (const Index* index = index_named_in(line, live)) {
      note({ObjectType::index, index->name, index->table}, line);
    } else if (const Table* table = table_of_key_in(line, live)) {
      note({ObjectType::table, table->name, table->name}, line);
    } else {
      ++question.rows;
      if (question.rows <= static_cast<std::int64_t>(most_lines_shown))
        add_line(question.why, line);
    }
  }
  const bool cut = static_cast<std::int64_t>(answer.rows.size()) >= most_lines;
  question.at_least = cut && question.rows > 0;
  std::vector<DataCheck> found;
  for (auto& [name, check] : indexes) {
    check.at_least = cut;
    found.push_back(std::move(check));
  }
  return found;
}

}  // namespace plumbline
