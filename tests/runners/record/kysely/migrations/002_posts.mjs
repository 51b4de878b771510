import { sql } from "kysely";

export async function up(db) {
  await db.schema.createTable("posts")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("user_id", "integer", (column) => column.notNull().references("users.id").onDelete("cascade"))
    .execute();
  // A statement that fails, and is caught: it did not run.
  await sql`insert into users values (1, 'a second one')`.execute(db).catch(() => {});
  // One that is rolled back did not, either.
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto("users").values({ id: 9, email: "nobody" }).execute();
    throw new Error("not this");
  }).catch(() => {});
  await sql`create trigger posts_ai after insert on posts begin update users set email = email where id = new.user_id; end`.execute(db);
  await db.insertInto("posts").values({ id: 1, user_id: 4 }).execute();
}
