// Before its statement $STOP it throws, as by a lost connection.
let statement = 0;
function next() {
  if (++statement === Number(process.env.STOP)) throw new Error("Network connection lost");
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
  await db.schema.alterTable("users").addColumn("role", "text").execute();
  next();
  await db.updateTable("users").set({ role: "owner" }).where("id", "=", 1).execute();
  next();
  await db.schema.createIndex("users_role").on("users").column("role").execute();
}
