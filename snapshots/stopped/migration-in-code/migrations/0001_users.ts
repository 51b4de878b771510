export async function up(db) { await db.schema.createTable("users").execute(); }
