// `node migrate.mjs FILE latest|up|down|list|unlock`, as the commands of the knex program do it.
import { appendFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import knexModule from "knex";
import Client from "knex/lib/dialects/better-sqlite3/index.js";

const [file, verb] = process.argv.slice(2);
const { PLUMBLINE_TRACE } = process.env;

// Knex opens the file itself; only so its driver is told to tell what it runs.
class TracedClient extends Client {
  async acquireRawConnection() {
    return new Database(this.connectionSettings.filename, {
      verbose: PLUMBLINE_TRACE && ((sql) => appendFileSync(PLUMBLINE_TRACE, sql + ";\n")),
    });
  }
}

const db = knexModule({
  client: TracedClient,
  connection: { filename: file },
  useNullAsDefault: true,
  migrations: { directory: path.resolve("migrations") },
});

const verbs = {
  async latest() {
    const [, names] = await db.migrate.latest();
    console.log(names.join("\n") || "nothing to do");
  },
  async up() { await db.migrate.up(); },
  async down() { await db.migrate.rollback(); },
  async list() {
    const [applied, pending] = await db.migrate.list();
    for (const { name } of applied) console.log(`${name}: applied`);
    for (const { file: name } of pending) console.log(`${name}: pending`);
  },
  async unlock() { await db.migrate.forceFreeMigrationsLock(); },
};
try {
  await verbs[verb]();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await db.destroy();
