export async function up(db) {
  await db.schema.createTable("posts")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("user_id", "integer", (column) => column.notNull().references("users.id").onDelete("cascade"))
    .addColumn("title", "text")
    .execute();
}
