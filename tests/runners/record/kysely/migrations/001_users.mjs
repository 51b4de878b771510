export async function up(db) {
  await db.schema.createTable("users")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("email", "text", (column) => column.notNull())
    .execute();
  await db.insertInto("users").values([{ id: 1, email: "it's; ada" }, { id: 4, email: "grace" }]).execute();
}
