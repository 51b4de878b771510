// Stopped where $STOP says: thrown out of, as by a lost connection, or killed.
const stop = process.env.STOP ? JSON.parse(process.env.STOP) : { at: 0 };
let statement = 0;
function next() {
  if (++statement !== stop.at) return;
  if (stop.how === "is killed") process.kill(process.pid, "SIGKILL");
  throw new Error("Network connection lost");
}

export async function up(db) {
  next();
  await db.schema.createTable("tokens")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("user_id", "integer", (column) => column.references("users.id"))
    .execute();
  next();
  await db.schema.createIndex("tokens_user").on("tokens").column("user_id").execute();
  next();
  await db.schema.alterTable("users").addColumn("last_seen", "text").execute();
  next();
  await db.schema.createTable("devices")
    .addColumn("code", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  next();
  await db.schema.createIndex("devices_expires").on("devices").column("expires_at").execute();
}
