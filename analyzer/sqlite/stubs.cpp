#include "analyzer/sqlite/stubs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "analyzer/sqlite/recovery_race.hpp"
#include "analyzer/sqlite/stub_module.hpp"
#include "model/identifier.hpp"

namespace plumbline {

const char* const stub_called = "this function exists only in the application";

namespace {

int compare_bytes(void*, int left_size, const void* left, int right_size, const void* right) {
  const int order =
      std::memcmp(left, right, static_cast<std::size_t>(std::min(left_size, right_size)));
  return order != 0 ? order : left_size - right_size;
}

/// Of a database in UTF-16 SQLite asks for its own, too, before it takes those for UTF-8.
bool is_built_in(const char* name) {
  constexpr std::array built_in = {"binary", "nocase", "rtrim"};
  return std::ranges::any_of(built_in,
                             [&](const char* own) { return sqlite3_stricmp(own, name) == 0; });
}

void make_collation(void*, sqlite3* handle, int, const char* name) {
  if (is_built_in(name)) return;
  sqlite3_create_collation(handle, name, SQLITE_UTF8, nullptr, compare_bytes);
}

void fail_when_called(sqlite3_context* context, int, sqlite3_value**) {
  const std::string& name = *static_cast<const std::string*>(sqlite3_user_data(context));
  sqlite3_result_error(context, (std::string(stub_called) + ": " + name).c_str(), -1);
}

void forget_name(void* name) { delete static_cast<std::string*>(name); }

/// What follows `prefix` in one of SQLite's messages; empty where it says something else.
std::string named_in_message(std::string_view message, std::string_view prefix) {
  const std::size_t at = message.find(prefix);
  if (at == std::string_view::npos) return "";
  return std::string(message.substr(at + prefix.size()));
}

}  // namespace

namespace {

/// `arguments` is -1 for any number.
bool stub_function(sqlite3* handle, const std::string& name, int arguments) {
  return sqlite3_create_function_v2(
             handle, name.c_str(), arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
             new std::string(name), fail_when_called, nullptr, nullptr, forget_name) == SQLITE_OK;
}

/// A function that newer versions take other numbers of arguments for, found by comparing what
/// PRAGMA function_list says in 3.40 and in 3.54.
struct Grown {
  std::string_view name;
  int since, own, fewest, most;  ///< arguments: SQLite's own number, and what it is now
};

const Grown* grown_function(std::string_view name) {
  static constexpr std::array<Grown, 2> grown = {
      {{"iif", 3049000, 3, 2, 100}, {"json_valid", 3045000, 1, 2, 2}}};
  const auto found = std::ranges::find_if(grown, [&](const Grown& one) {
    return equal_folded(name, one.name) && sqlite3_libversion_number() < one.since;
  });
  return found == grown.end() ? nullptr : &*found;
}

/// For each number of arguments by itself: a stub for any number would take the place of SQLite's
/// own function too.
bool stub_grown_function(sqlite3* handle, const Grown& grown) {
  for (int arguments = grown.fewest; arguments <= grown.most; ++arguments) {
    if (arguments == grown.own) continue;
    if (!stub_function(handle, std::string(grown.name), arguments)) return false;
  }
  return true;
}

/// A function that the message finds missing; empty where it finds none.
std::string missing_function(std::string_view message) {
  const std::string function = named_in_message(message, "no such function: ");
  if (!function.empty()) return function;
  // integrity_check and INSERT word it so, with "()" behind.
  const std::string unknown = named_in_message(message, "unknown function: ");
  return unknown.substr(0, unknown.find('('));
}

/// A function that the message finds called with a number of arguments that newer versions take.
const Grown* grown_in(std::string_view message) {
  const std::string called = named_in_message(message, "wrong number of arguments to function ");
  return grown_function(called.substr(0, called.find('(')));
}

/// A table that the message finds missing, without the name of its database.
std::string missing_table(std::string_view message) {
  const std::string table = named_in_message(message, "no such table: ");
  return table.starts_with("main.") ? table.substr(5) : table;
}

}  // namespace

bool stub_what_is_missing(sqlite3* handle, std::string_view message) {
  const std::string function = missing_function(message);
  if (!function.empty()) return stub_function(handle, function, -1);
  if (const Grown* grown = grown_in(message)) return stub_grown_function(handle, *grown);
  const std::string table = missing_table(message);
  if (!table.empty()) return register_stub_table_function(handle, table);
  const std::string module = named_in_message(message, "no such module: ");
  return !module.empty() && register_stub_module(handle, module);
}

namespace {

// A statement that names more than this many missing things is not worth the trying.
constexpr int most_stubs_a_statement = 100;

}  // namespace

void stub_missing_collations(sqlite3* handle) {
  sqlite3_collation_needed(handle, nullptr, make_collation);
}

void leave_collations_missing(sqlite3* handle) {
  sqlite3_collation_needed(handle, nullptr, nullptr);
}

int prepare_with_stubs(sqlite3* handle, const char* sql, int bytes, sqlite3_stmt** statement,
                       const char** tail) {
  const char* rest = nullptr;
  int code = SQLITE_ERROR;
  RecoveryRace race;
  for (int tries = 0; tries < most_stubs_a_statement; ++tries) {
    do {
      code = sqlite3_prepare_v2(handle, sql, bytes, statement, &rest);
    } while (code != SQLITE_OK && race.is_to_be_run_again(handle));
    if (code == SQLITE_OK || !stub_what_is_missing(handle, sqlite3_errmsg(handle))) break;
  }
  if (tail != nullptr) *tail = rest;
  return code;
}

}  // namespace plumbline
