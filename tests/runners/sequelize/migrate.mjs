// `node migrate.mjs FILE latest|up|down|list`: an application's own start, with Sequelize's umzug.
import { appendFileSync } from "node:fs";
import { Sequelize } from "sequelize";
import sqlite3 from "sqlite3";
import { SequelizeStorage, Umzug } from "umzug";
import next from "./stopped.cjs";

const [file, verb] = process.argv.slice(2);
const { PLUMBLINE_TRACE } = process.env;

// Sequelize opens the file itself; so its driver tells what it runs, parameters filled in.
class Database extends sqlite3.Database {
  constructor(...how) {
    super(...how);
    if (PLUMBLINE_TRACE) this.on("trace", (sql) => appendFileSync(PLUMBLINE_TRACE, sql + ";\n"));
  }
}

const sequelize = new Sequelize({
  dialect: "sqlite", dialectModule: { ...sqlite3, Database }, storage: file, logging: next.before,
});
const umzug = new Umzug({
  migrations: { glob: "migrations/*.js" },
  context: sequelize.getQueryInterface(),
  storage: new SequelizeStorage({ sequelize }),
});

const verbs = {
  async latest() {
    const ran = await umzug.up();
    console.log(ran.map(({ name }) => name).join("\n") || "nothing to do");
  },
  async up() { await umzug.up({ step: 1 }); },
  async down() { await umzug.down(); },
  async list() {
    for (const { name } of await umzug.executed()) console.log(`${name}: applied`);
    for (const { name } of await umzug.pending()) console.log(`${name}: pending`);
  },
};
try {
  await verbs[verb]();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await sequelize.close();
