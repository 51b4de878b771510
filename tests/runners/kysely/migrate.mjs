// `node migrate.mjs FILE latest|up|down|list`: an application's own start, on Kysely.
import Database from "better-sqlite3";
import { appendFileSync, promises as fs } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { FileMigrationProvider, Kysely, Migrator, SqliteAdapter, SqliteDialect } from "kysely";

// By default it is false, and so on Cloudflare D1: no transaction goes around the migrations.
class Adapter extends SqliteAdapter {
  get supportsTransactionalDdl() { return process.env.TRANSACTION === "yes"; }
}
class Dialect extends SqliteDialect {
  createAdapter() { return new Adapter(); }
}

const [file, verb] = process.argv.slice(2);
const { PLUMBLINE_TRACE, LOG_TABLE } = process.env;
const database = new Database(file, {
  verbose: PLUMBLINE_TRACE && ((sql) => appendFileSync(PLUMBLINE_TRACE, sql + ";\n")),
});
const db = new Kysely({ dialect: new Dialect({ database }) });
const migrator = new Migrator({
  db,
  ...(LOG_TABLE && { migrationTableName: LOG_TABLE, migrationLockTableName: LOG_TABLE + "_lock" }),
  provider: new FileMigrationProvider({
    fs, path, migrationFolder: path.resolve("migrations"),
    import: (name) => import(pathToFileURL(name)),
  }),
});

if (verb === "list") {
  for (const { name, executedAt } of await migrator.getMigrations()) {
    console.log(`${name}: ${executedAt ? "applied" : "pending"}`);
  }
} else {
  const how = { latest: "migrateToLatest", up: "migrateUp", down: "migrateDown" }[verb];
  const { error, results } = await migrator[how]();
  for (const { migrationName, status } of results ?? []) console.log(`${migrationName}: ${status}`);
  if (error) {
    console.error(error);
    process.exit(1);
  }
  if (results.length === 0) console.log("nothing to do");
}
await db.destroy();
