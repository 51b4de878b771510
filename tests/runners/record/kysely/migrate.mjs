// `node migrate.mjs FILE up|latest`, with the hook that README.md shows, or with Kysely's own log.
import Database from "better-sqlite3";
import { appendFileSync, promises as fs } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { FileMigrationProvider, Kysely, Migrator, SqliteAdapter, SqliteDialect } from "kysely";

const [file, verb] = process.argv.slice(2);
const trace = process.env.PLUMBLINE_TRACE;
const byLog = process.env.HOOK === "log";

// As on Cloudflare D1, no transaction goes around a migration.
class Dialect extends SqliteDialect {
  createAdapter() {
    return new (class extends SqliteAdapter {
      get supportsTransactionalDdl() { return false; }
    })();
  }
}
const db = new Kysely({
  dialect: new Dialect({
    database: new Database(file, {
      verbose: trace && !byLog ? (sql) => appendFileSync(trace, sql + "\n;\n") : undefined,
    }),
  }),
  log: trace && byLog ? ({ query }) => appendFileSync(trace, JSON.stringify(query) + "\n") : [],
});
const migrator = new Migrator({
  db,
  provider: new FileMigrationProvider({
    fs, path, migrationFolder: path.resolve("migrations"),
    import: (name) => import(pathToFileURL(name)),
  }),
});
const { error, results } = verb === "up" ? await migrator.migrateUp() : await migrator.migrateToLatest();
for (const { migrationName, status } of results ?? []) console.log(`${migrationName}: ${status}`);
if (error) {
  console.error(error);
  process.exit(1);
}
if (results.length === 0) console.log("nothing to do");
await db.destroy();
