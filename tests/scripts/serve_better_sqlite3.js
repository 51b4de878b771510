// Runs scripts through better-sqlite3's exec: a line {"database", "script"} in, {"error"} out.
"use strict";
const Database = require(process.argv[2]);

function run({ database, script }) {
  const connection = new Database(database);
  try {
    connection.exec(script);
    return null;
  } catch (error) {
    return error.message;
  } finally {
    connection.close();
  }
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    process.stdout.write(JSON.stringify({ error: run(JSON.parse(line)) }) + "\n");
  });
