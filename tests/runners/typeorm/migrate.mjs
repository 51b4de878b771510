// `node migrate.mjs FILE latest|up|down|list`, as the commands of the typeorm program do it.
import { appendFileSync } from "node:fs";
import path from "node:path";
import "reflect-metadata";
import { DataSource, MigrationExecutor } from "typeorm";
import next from "./stopped.cjs";

const [file, verb] = process.argv.slice(2);
const { PLUMBLINE_TRACE, TRANSACTION_MODE } = process.env;
const source = new DataSource({
  type: "better-sqlite3",
  database: file,
  verbose(sql) {
    next.before(sql);
    if (PLUMBLINE_TRACE) appendFileSync(PLUMBLINE_TRACE, sql + ";\n");
  },
  migrations: [path.resolve("migrations", "*.js")],
  migrationsTransactionMode: TRANSACTION_MODE,
});
await source.initialize();

const verbs = {
  async latest() {
    const ran = await source.runMigrations();
    console.log(ran.map(({ name }) => name).join("\n") || "nothing to do");
  },
  async up() {
    const pending = await new MigrationExecutor(source).getPendingMigrations();
    const later = new Set(pending.slice(1).map(({ instance }) => instance));
    source.migrations = source.migrations.filter((migration) => !later.has(migration));
    await source.runMigrations();
  },
  async down() { await source.undoLastMigration(); },
  async list() {
    const executor = new MigrationExecutor(source);
    for (const { name } of await executor.getExecutedMigrations()) console.log(`${name}: applied`);
    for (const { name } of await executor.getPendingMigrations()) console.log(`${name}: pending`);
  },
};
try {
  await verbs[verb]();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await source.destroy();
