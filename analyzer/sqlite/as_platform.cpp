#include "analyzer/sqlite/as_platform.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "analyzer/sqlite/changed_tables.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

struct Limit {
  int id;
  int value;
};

// What the open source runtime sets (https://github.com/cloudflare/workerd,
// src/workerd/util/sqlite.c++), and the size of a row by D1's own page.
constexpr std::array<Limit, 9> limits_of_d1 = {{{SQLITE_LIMIT_LENGTH, 2'000'000},
                                                {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                                {SQLITE_LIMIT_COLUMN, 100},
                                                {SQLITE_LIMIT_EXPR_DEPTH, 100},
                                                {SQLITE_LIMIT_COMPOUND_SELECT, 5},
                                                {SQLITE_LIMIT_VDBE_OP, 25'000},
                                                {SQLITE_LIMIT_FUNCTION_ARG, 32},
                                                {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
                                                {SQLITE_LIMIT_TRIGGER_DEPTH, 10}}};

bool is_one_of(const char* word, std::initializer_list<std::string_view> words) {
  return word != nullptr &&
         std::ranges::any_of(words, [&](std::string_view one) { return equal_folded(word, one); });
}

bool is_allowed_pragma(const char* name) {
  return is_one_of(
      name, {"table_list", "table_info", "table_xinfo", "index_list", "index_info", "index_xinfo",
             "foreign_key_list", "foreign_key_check", "foreign_keys", "defer_foreign_keys",
             "legacy_alter_table", "recursive_triggers", "case_sensitive_like",
             "ignore_check_constraints", "quick_check", "optimize", "data_version"});
}

bool is_reserved(const char* name) {
  return name != nullptr && ascii_lower(name).starts_with("_cf_");
}

bool is_forbidden_on_d1(int action, const char* first, const char* second) {
  switch (action) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TEMP_TRIGGER:
      return true;
    case SQLITE_PRAGMA:
      return !is_allowed_pragma(first);
    case SQLITE_CREATE_VTABLE:
      return is_reserved(first) || !is_one_of(second, {"fts5", "fts5vocab"});
    case SQLITE_FUNCTION:
      return is_one_of(second, {"sqlite_version", "json_error_position"});
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_DROP_TABLE:
    case SQLITE_INSERT:
    case SQLITE_DELETE:
    case SQLITE_UPDATE:
      return is_reserved(first);
    default:
      return false;
  }
}

// https://sqlite.org/c3ref/set_authorizer.html
int authorize(void* changed, int action, const char* first, const char* second,
              const char* database, const char*) {
  if (reaches_outside(action, first, second)) return SQLITE_DENY;
  if (is_forbidden_on_d1(action, first, second)) return SQLITE_DENY;
  note_change(*static_cast<TableSet*>(changed), action, first, second, database);
  return SQLITE_OK;
}

}  // namespace

AsPlatform::AsPlatform(const Connection& shadow, Runtime::Engine engine)
    : shadow_(&shadow), restricted_(engine == Runtime::Engine::d1) {
  if (!restricted_) return;
  for (const Limit& limit : limits_of_d1) {
    limits_before_.push_back(sqlite3_limit(shadow.handle(), limit.id, limit.value));
  }
  sqlite3_set_authorizer(shadow.handle(), authorize, &shadow.changed());
}

AsPlatform::~AsPlatform() {
  if (!restricted_) return;
  for (std::size_t i = 0; i < limits_of_d1.size(); ++i) {
    sqlite3_limit(shadow_->handle(), limits_of_d1[i].id, limits_before_[i]);
  }
  guard(*shadow_);
}

}  // namespace plumbline
