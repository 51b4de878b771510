#include "analyzer/sqlite/stubs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "analyzer/sqlite/stub_module.hpp"

namespace plumbline {

const char* const stub_called = "this function exists only in the application";

namespace {

int compare_bytes(void*, int left_size, const void* left, int right_size, const void* right) {
  const int order =
      std::memcmp(left, right, static_cast<std::size_t>(std::min(left_size, right_size)));
  return order != 0 ? order : left_size - right_size;
}

void make_collation(void*, sqlite3* handle, int, const char* name) {
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

bool stub_what_is_missing(sqlite3* handle, std::string_view message) {
  std::string function = named_in_message(message, "no such function: ");
  if (function.empty()) {  // integrity_check and INSERT word it so, with "()" behind
    function = named_in_message(message, "unknown function: ");
    function = function.substr(0, function.find('('));
  }
  if (!function.empty()) {
    return sqlite3_create_function_v2(handle, function.c_str(), -1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                      new std::string(function), fail_when_called, nullptr, nullptr,
                                      forget_name) == SQLITE_OK;
  }
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
  for (int tries = 0; tries < most_stubs_a_statement; ++tries) {
    code = sqlite3_prepare_v2(handle, sql, bytes, statement, &rest);
    if (code == SQLITE_OK || !stub_what_is_missing(handle, sqlite3_errmsg(handle))) break;
  }
  if (tail != nullptr) *tail = rest;
  return code;
}

}  // namespace plumbline
