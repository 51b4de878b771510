// The bare loop that the benchmarks compare with: opens the file, reads sqlite_schema, runs the
// four PRAGMAs for every table, touches every value. Nothing is kept, nothing is checked.
#include <sqlite3.h>

#include <cstdio>
#include <cstring>
#include <initializer_list>

namespace {

unsigned long touched = 0;

sqlite3_stmt* prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  return statement;
}

void touch_row(sqlite3_stmt* row) {
  for (int i = 0; i < sqlite3_column_count(row); ++i) {
    const unsigned char* text = sqlite3_column_text(row, i);
    if (text != nullptr) touched += text[0];
  }
}

void run(sqlite3_stmt* pragma, const char* name) {
  sqlite3_bind_text(pragma, 1, name, -1, SQLITE_TRANSIENT);
  while (sqlite3_step(pragma) == SQLITE_ROW) touch_row(pragma);
  sqlite3_reset(pragma);
}

}  // namespace

int main(int argc, char** argv) {
  sqlite3* database = nullptr;
  if (argc != 2 ||
      sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) {
    return 1;
  }
  sqlite3_stmt* schema = prepare(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
  sqlite3_stmt* columns = prepare(database, "SELECT * FROM pragma_table_xinfo(?)");
  sqlite3_stmt* indexes = prepare(database, "SELECT * FROM pragma_index_list(?)");
  sqlite3_stmt* parts = prepare(database, "SELECT * FROM pragma_index_xinfo(?)");
  sqlite3_stmt* keys = prepare(database, "SELECT * FROM pragma_foreign_key_list(?)");
  while (sqlite3_step(schema) == SQLITE_ROW) {
    touch_row(schema);
    if (std::strcmp(reinterpret_cast<const char*>(sqlite3_column_text(schema, 0)), "table") != 0) {
      continue;
    }
    const char* name = reinterpret_cast<const char*>(sqlite3_column_text(schema, 1));
    run(columns, name);
    sqlite3_bind_text(indexes, 1, name, -1, SQLITE_TRANSIENT);
    while (sqlite3_step(indexes) == SQLITE_ROW) {
      touch_row(indexes);
      run(parts, reinterpret_cast<const char*>(sqlite3_column_text(indexes, 1)));
    }
    sqlite3_reset(indexes);
    run(keys, name);
  }
  std::printf("%lu\n", touched);
  for (sqlite3_stmt* statement : {schema, columns, indexes, parts, keys}) {
    sqlite3_finalize(statement);
  }
  return sqlite3_close(database);
}
