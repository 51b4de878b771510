#include "analyzer/audit/damage.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "analyzer/audit/needed_names.hpp"

namespace plumbline {

namespace {

// SQLite stops behind 100 unless it is told otherwise, and each row that breaks a constraint is
// one.
constexpr std::int64_t most_lines = 100000;
constexpr std::int64_t most_lines_shown = 5;
constexpr std::size_t most_type = std::string_view("non-INTEGER value").size();

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

/// Whether the questions to the rows count what the line is about. Of a table whose text is not
/// fully understood the CHECKs may not be known.
bool is_counted_elsewhere(const std::string& line, const Schema& live) {
  constexpr std::string_view fails_check = "CHECK constraint failed in ";
  if (line.starts_with(fails_check)) {
    const Table* const table = find_table(live, Identifier(line.substr(fails_check.size())));
    return table != nullptr && table->understanding == Understanding::complete;
  }
  const bool value = line.starts_with("NULL value in ") || line.starts_with("TEXT value in ") ||
                     line.starts_with("NUMERIC value in ") ||
                     (line.starts_with("non-") && line.find(" value in ") < most_type);
  return value || line.starts_with("non-unique entry in index ");
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

bool is_damage(const Error& error) {
  return error.message().find("disk image is malformed") != std::string::npos;
}

std::vector<DataCheck> damage_in(const Answer& answer, DataCheck& question, const Schema& live) {
  std::map<Identifier, DataCheck> indexes;
  std::map<Identifier, std::string> counts;  // SQLite tells them first or last, as its version is
  const auto note = [&](const ObjectRef& object, const std::string& line) {
    DataCheck& check = indexes[object.name];
    check.rule = "index-disagrees";
    check.object = object;
    check.what = "it has an entry for each row of " + object.table.text();
    check.sql = question.sql;
    check.outcome = CheckOutcome::broken;
    ++check.rows;
    if (line.starts_with("wrong # of entries")) {
      counts[object.name] = line;
    } else if (std::ranges::count(check.why, '\n') + 1 < most_lines_shown) {
      add_line(check.why, line);
    }
  };
  for (const auto& row : answer.rows) {
    const std::string line = row.empty() || !row[0] ? "" : *row[0];
    if (line == "ok" || is_counted_elsewhere(line, live)) continue;
    if (const Index* index = index_named_in(line, live)) {
      note({ObjectType::index, index->name, index->table}, line);
    } else if (const Table* table = table_of_key_in(line, live)) {
      note({ObjectType::table, table->name, table->name}, line);
    } else {
      ++question.rows;
      if (question.rows <= most_lines_shown) add_line(question.why, line);
    }
  }
  const bool cut = static_cast<std::int64_t>(answer.rows.size()) >= most_lines;
  question.at_least = cut && question.rows > 0;
  if (cut && question.rows == 0) {
    question.outcome = CheckOutcome::failed;
    question.why = "it stops behind " + std::to_string(most_lines) +
                   " rows that break constraints, so nothing is known of the rest of the file";
  }
  std::vector<DataCheck> found;
  for (auto& [name, check] : indexes) {
    check.at_least = cut;
    if (const auto count = counts.find(name); count != counts.end()) {
      add_line(check.why, count->second);
    }
    found.push_back(std::move(check));
  }
  return found;
}

}  // namespace plumbline
