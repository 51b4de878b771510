#include "analyzer/sqlite/unparsed_objects.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "analyzer/sql_text/newer_syntax.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/identifier.hpp"
#include "model/options.hpp"

namespace plumbline {

namespace {

struct StoredObject {
  ObjectRef ref;
  std::string sql;
};

ObjectType type_named(std::string_view word) {
  if (word == "index") return ObjectType::index;
  if (word == "view") return ObjectType::view;
  return word == "trigger" ? ObjectType::trigger : ObjectType::table;
}

std::vector<StoredObject> stored_objects(const Connection& connection) {
  Query query(connection,
              "SELECT type, name, tbl_name, sql FROM sqlite_schema"
              " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL");
  std::vector<StoredObject> objects;
  while (query.step()) {
    objects.push_back(
        {{type_named(query.text(0)), Identifier(query.text(1)), Identifier(query.text(2))},
         std::string(query.text(3))});
  }
  return objects;
}

std::set<Identifier> tables_and_views(const Connection& connection) {
  Query query(connection, "SELECT name FROM pragma_table_list WHERE schema = 'main'");
  std::set<Identifier> names;
  while (query.step()) names.insert(Identifier(query.text(0)));
  return names;
}

/// An index or a trigger that SQLite knows can be dropped. The statement is compiled, never run.
bool can_be_dropped(const Connection& connection, const ObjectRef& object) {
  return !connection.try_prepare("DROP " + to_string(object.type) + " main." +
                                 object.name.quoted());
}

/// The parser's own words, before it has looked anything up.
bool is_of_the_parser(const std::string& message) {
  const bool near =
      message.starts_with("near \"") && message.find(": syntax error") < message.size();
  return near || message.starts_with("unrecognized token: ") ||
         message.starts_with("unknown table option: ");
}

/// Why SQLite does not compile the object, if it does not. A statement of another kind is not
/// tried: some act when they are compiled.
std::optional<SqlFailure> failure_of(const Connection& connection, const StoredObject& object) {
  if (!ascii_lower(object.sql.substr(0, 7)).starts_with("create ")) return std::nullopt;
  return connection.try_prepare(object.sql);
}

/// What SQLite has not loaded, and whether its parser is to blame for any of it.
struct LeftOut {
  std::vector<Problem> of_parser, others, of_their_table;
};

LeftOut left_out_of(const Connection& connection) {
  const std::set<Identifier> known = tables_and_views(connection);
  const Connection empty = empty_shadow(connection.name(), std::nullopt);
  LeftOut left_out;
  for (const StoredObject& object : stored_objects(connection)) {
    const bool table_or_view =
        object.ref.type == ObjectType::table || object.ref.type == ObjectType::view;
    const bool loaded =
        table_or_view ? known.contains(object.ref.name) : can_be_dropped(connection, object.ref);
    // Where the name is taken, SQLite says only that; but an index or a trigger wants its table.
    const auto failure = failure_of(table_or_view ? empty : connection, object);
    // SQLite may know an object as far as its text could be parsed: an index without the end of its
    // WHERE, a table without the options behind it.
    if (failure && is_of_the_parser(failure->message)) {
      left_out.of_parser.push_back({object.ref, explained_failure(*failure, object.sql)});
    } else if (loaded) {
      continue;
    } else if (!table_or_view && !known.contains(object.ref.table)) {
      left_out.of_their_table.push_back({object.ref, "its table is not understood"});
    } else {
      left_out.others.push_back({object.ref, failure ? failure->message : "it may be damaged"});
    }
  }
  return left_out;
}

/// How many objects the message names: of the others there is only the number.
constexpr std::size_t most_named = 3;

std::string listed(const std::vector<Problem>& problems) {
  std::string words;
  const std::size_t named = std::min(problems.size(), most_named);
  for (std::size_t i = 0; i < named; ++i) {
    const Problem& problem = problems[i];
    words += (i == 0 ? "" : "; ") + to_string(problem.object.type) + " " +
             problem.object.name.text() + ": " + problem.what;
  }
  if (named == problems.size()) return words;
  return words + "; and " + std::to_string(problems.size() - named) + " more";
}

}  // namespace

bool is_failure_to_load(const SqlFailure& failure) {
  return (failure.code & 0xff) == SQLITE_CORRUPT &&
         failure.message.starts_with("malformed database schema");
}

bool leave_out_unparsed(const Connection& connection) {
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  if (connection.try_execute("PRAGMA writable_schema=ON")) return false;
  // The statement that loads the schema still fails; the next one finds what could be loaded.
  connection.try_execute("SELECT 1 FROM sqlite_schema");
  return !connection.try_execute("SELECT 1 FROM sqlite_schema");
}

std::vector<Problem> unparsed_objects(const Connection& live) {
  if (!leave_out_unparsed(live)) return {};
  // What is stored is compiled on a shadow only.
  const Shadow shadow = shadow_of(live, std::nullopt);
  if (!leave_out_unparsed(shadow.connection)) return {};
  LeftOut left_out = left_out_of(shadow.connection);
  if (left_out.of_parser.empty()) return {};
  std::vector<Problem> all = std::move(left_out.of_parser);
  std::ranges::move(left_out.others, std::back_inserter(all));
  std::ranges::move(left_out.of_their_table, std::back_inserter(all));
  return all;
}

bool is_too_new(const std::string& message, const std::string& sql) {
  return is_of_the_parser(message) &&
         !newer_syntax_than(sqlite_library_version_number(), sql).empty();
}

std::string explained_failure(const SqlFailure& failure, const std::string& sql) {
  if (!is_too_new(failure.message, sql)) return failure.message;
  const auto newer = newer_syntax_than(sqlite_library_version_number(), sql);
  return failure.message + " (" + words_for_features(newer) + ")";
}

std::string remedy_for_newer() {
  const int newest = runtime_named(std::string("sqlite-") + PLUMBLINE_NEWEST_SQLITE)->version;
  if (sqlite_library_version_number() < newest) {
    return std::string("use a Plumbline built with -DPLUMBLINE_SQLITE=newest, which is SQLite ") +
           PLUMBLINE_NEWEST_SQLITE;
  }
  return "build Plumbline with the SQLite that wrote it, -DPLUMBLINE_SQLITE=FOLDER, where that is "
         "newer; another engine's own syntax (libSQL) nobody else reads";
}

Error not_loaded(const std::vector<Problem>& left_out, const std::string& database) {
  return {Error::Kind::unsupported,
          {database, 0, 0},
          "SQLite " + sqlite_library_version() +
              ", which this program runs on, cannot parse the schema: " + listed(left_out) + "; " +
              remedy_for_newer()};
}

void mark_left_out(const std::vector<Problem>& left_out, Schema& schema) {
  for (const Problem& problem : left_out) {
    std::erase_if(schema.problems,
                  [&](const Problem& other) { return other.object == problem.object; });
    schema.problems.push_back({problem.object, "not understood: " + problem.what});
  }
}

}  // namespace plumbline
