export async function up(db) {
  await db.schema.alterTable("_emdash_api_tokens")
    .addColumn("scopes", "text", (column) => column.notNull().defaultTo("[]"))
    .execute();
  await db.schema.createIndex("idx_api_tokens_scopes")
    .on("_emdash_api_tokens").column("scopes").execute();
}
