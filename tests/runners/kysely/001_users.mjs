export async function up(db) {
  await db.schema.createTable("users")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("email", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("users_email").unique().on("users").column("email").execute();
}
