// `node boot.mjs FILE LOG KEY`: an application's start. schema.sql, where there is one, is the latest
// schema, all of it IF NOT EXISTS; behind it come the migrations that the table LOG has not got.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";

const [file, log, key] = process.argv.slice(2);
const database = new Database(file);
database.pragma("foreign_keys = ON");

if (existsSync("schema.sql")) database.exec(readFileSync("schema.sql", "utf8"));
database.exec(`CREATE TABLE IF NOT EXISTS ${log} (id INTEGER PRIMARY KEY AUTOINCREMENT,
  ${key} TEXT UNIQUE NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)`);

const applied = new Set(database.prepare(`SELECT ${key} FROM ${log}`).pluck().all());
const pending = readdirSync("migrations").sort().filter((name) => !applied.has(name));
for (const name of pending) {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(readFileSync(`migrations/${name}`, "utf8"));
    database.prepare(`INSERT INTO ${log} (${key}) VALUES (?)`).run(name);
    database.exec("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
console.log(pending.join("\n") || "nothing to do");
