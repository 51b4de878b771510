// `node migrate.mjs FILE latest|up`: an application's own start, on Kysely. $STOP breaks a migration.
import Database from "better-sqlite3";
import { appendFileSync, promises as fs } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CompiledQuery, FileMigrationProvider, Kysely, Migrator, SqliteDialect, SqliteAdapter } from "kysely";

// On Cloudflare D1 no transaction goes around a migration.
class Adapter extends SqliteAdapter {
  get supportsTransactionalDdl() { return false; }
}
class Dialect extends SqliteDialect {
  createAdapter() { return new Adapter(); }
}

const [file, verb] = process.argv.slice(2);
const { PLUMBLINE_TRACE } = process.env;
const database = new Database(file, {
  verbose: PLUMBLINE_TRACE && ((sql) => appendFileSync(PLUMBLINE_TRACE, sql + ";\n")),
});
const db = new Kysely({ dialect: new Dialect({ database }) });
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
