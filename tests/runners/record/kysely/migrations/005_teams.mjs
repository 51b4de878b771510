export async function up(db) {
  await db.schema.createTable("teams").addColumn("name", "text", (column) => column.notNull()).execute();
  await db.schema.alterTable("users").addColumn("team", "text").execute();
}
