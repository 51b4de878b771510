import next from "../stopped.cjs";

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
  next();
}

export async function down(db) {
  await db.schema.dropTable("devices").execute();
  await db.schema.alterTable("users").dropColumn("last_seen").execute();
  await db.schema.dropTable("tokens").execute();
}
