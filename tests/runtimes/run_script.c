/* Runs SQL from standard input on a database, statement by statement, with the SQLite it is linked
 * with. Stops at the first statement that fails, says which and why, and closes the connection:
 * what is open then is rolled back, as by a program that ends.
 *
 *   run_script DATABASE [--foreign-keys] < SCRIPT      exit code 0, or 1 behind an error
 *   run_script --version
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite3.h"

static char *read_all(FILE *file) {
  size_t size = 0, room = 1 << 16;
  char *text = malloc(room + 1);
  for (size_t got; text && (got = fread(text + size, 1, room - size, file)) > 0;) {
    size += got;
    if (size < room) continue;
    room *= 2;
    char *larger = realloc(text, room + 1);
    if (!larger) free(text);
    text = larger;
  }
  if (text) text[size] = '\0';
  return text;
}

/* NULL at the end of the text or behind an error; else what follows the statement. */
static const char *run_one(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement = NULL;
  const char *rest = NULL;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, &rest) != SQLITE_OK) return NULL;
  if (!statement) return NULL; /* only space and comments were left */
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return code == SQLITE_DONE ? rest : NULL;
}

static int run(sqlite3 *database, const char *script) {
  const char *sql = script;
  for (const char *rest = sql; rest; rest = run_one(database, sql)) sql = rest;
  if (sqlite3_errcode(database) == SQLITE_OK || sqlite3_errcode(database) == SQLITE_DONE) return 0;
  fprintf(stderr, "%s\nat: %.200s\n", sqlite3_errmsg(database), sql + strspn(sql, " \n"));
  return 1;
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "--version") == 0) return puts(sqlite3_libversion()) < 0;
  const int foreign_keys = count == 3 && strcmp(arguments[2], "--foreign-keys") == 0;
  if (count != 2 && !foreign_keys) {
    fputs("usage: run_script DATABASE [--foreign-keys] < SCRIPT\n", stderr);
    return 64;
  }
  char *script = read_all(stdin);
  sqlite3 *database = NULL;
  int code = 1;
  if (script && sqlite3_open(arguments[1], &database) == SQLITE_OK) {
    sqlite3_exec(database, foreign_keys ? "PRAGMA foreign_keys=ON" : "", NULL, NULL, NULL);
    sqlite3_exec(database, "PRAGMA synchronous=OFF", NULL, NULL, NULL); /* no one pulls the plug */
    code = run(database, script);
  }
  sqlite3_close(database);
  free(script);
  return code;
}
