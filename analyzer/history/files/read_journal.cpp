#include "analyzer/history/files/read_journal.hpp"

#include "analyzer/history/files/cut_sections.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace {

/// https://sqlite.org/json1.html: SQLite is the one reader of JSON at hand.
std::vector<Fields> read_drizzle(std::string_view text, const std::string& file) {
  const Connection connection = Connection::in_memory(file);
  Query valid(connection, "SELECT json_valid(?1) AND json_type(?1, '$.entries') = 'array'");
  valid.bind(1, text);
  try {
    valid.step();
  } catch (const Error&) {  // json_type complains of what json_valid has found
    throw Error(Error::Kind::unreadable, {file, 0, 0}, "is not JSON");
  }
  if (valid.is_null(0) || valid.integer(0) == 0) {
    throw Error(Error::Kind::unreadable, {file, 0, 0},
                "is no journal: it has to be JSON with a list called entries");
  }
  std::vector<Fields> entries;
  Query query(connection,
              "SELECT entry.key, field.key, field.atom FROM json_each(?1, '$.entries') AS entry, "
              "json_each(entry.value) AS field WHERE entry.type = 'object' ORDER BY entry.key");
  query.bind(1, text);
  std::int64_t last = -1;
  while (query.step()) {
    if (query.integer(0) != last) entries.emplace_back();
    last = query.integer(0);
    if (!query.is_null(2)) entries.back()[std::string(query.text(1))] = query.text(2);
  }
  return entries;
}

/// https://sqitch.org/docs/manual/sqitchplan/: a change is a line that begins with its name.
std::vector<Fields> read_sqitch_plan(std::string_view text) {
  std::vector<Fields> entries;
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    at = line.next;
    const std::size_t first = line.text.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    const std::string_view rest = line.text.substr(first);
    if (rest[0] == '%' || rest[0] == '@' || rest[0] == '#') continue;
    const std::string change(rest.substr(0, rest.find_first_of(" \t[")));
    entries.push_back({{"change", change}, {"name", change}});
  }
  return entries;
}

}  // namespace

std::vector<Fields> read_journal(std::string_view text, const std::string& file) {
  return file.ends_with(".json") ? read_drizzle(text, file) : read_sqitch_plan(text);
}

}  // namespace plumbline
