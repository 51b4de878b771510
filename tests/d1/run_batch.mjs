// Asks a platform's own engine: node run_batch.mjs d1|libsql PLACE < requests.json > answers.json
//
// PLACE is the folder in which D1 keeps its database, or libSQL's file. A request is
//   {"batch": [SQL, …]}   all of it as one batch
//   {"each": [SQL, …]}    one by one, and on behind an error, as a careless program does
// and its answer {"rows": [rows of each statement]}, with {"error": message} where there was one.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const build = fileURLToPath(new URL("../../build/", import.meta.url));

async function openD1(folder) {
  // Only wrangler brings miniflare along.
  const require = createRequire(`${build}wrangler/node_modules/wrangler/bin/wrangler.js`);
  const { Miniflare } = require("miniflare");
  const miniflare = new Miniflare({
    modules: true,
    script: "export default { fetch() { return new Response(); } }",
    d1Databases: { DB: "demo" },
    d1Persist: folder,
  });
  const db = await miniflare.getD1Database("DB");
  return {
    batch: async (statements) =>
      (await db.batch(statements.map((sql) => db.prepare(sql)))).map((one) => one.results),
    one: async (sql) => (await db.prepare(sql).all()).results,
    close: () => miniflare.dispose(),
  };
}

async function openLibsql(file) {
  const require = createRequire(`${build}libsql/package.json`);
  const { createClient } = require("@libsql/client");
  const client = createClient({ url: `file:${file}` });
  return {
    batch: async (statements) => (await client.batch(statements, "write")).map((one) => one.rows),
    one: async (sql) => (await client.execute(sql)).rows,
    close: () => client.close(),
  };
}

async function answer(db, request) {
  if (request.batch) {
    try {
      return { rows: await db.batch(request.batch) };
    } catch (error) {
      return { rows: [], error: error.message };
    }
  }
  const answer = { rows: [] };
  for (const sql of request.each) {
    try {
      answer.rows.push(await db.one(sql));
    } catch (error) {
      answer.error ??= error.message;
    }
  }
  return answer;
}

const [platform, place] = process.argv.slice(2);
const db = await (platform === "d1" ? openD1(place) : openLibsql(place));
const answers = [];
for (const request of JSON.parse(readFileSync(0, "utf8"))) answers.push(await answer(db, request));
await db.close();
process.stdout.write(JSON.stringify(answers));
