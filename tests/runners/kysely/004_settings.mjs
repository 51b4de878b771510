export async function up(db) {
  await db.schema.createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text")
    .execute();
}
