// The bare loop for migrations: executes a file of SQL in memory, statement by statement.
#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  std::ifstream in(argv[1]);
  const std::string script{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  const char* rest = script.c_str();
  while (*rest != '\0') {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, rest, -1, &statement, &rest) != SQLITE_OK) {
      std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
      return 1;
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
    }
    sqlite3_finalize(statement);
  }
  return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
