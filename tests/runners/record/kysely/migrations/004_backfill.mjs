// What it does depends on the rows that it finds.
export async function up(db) {
  const users = await db.selectFrom("users").select(["id", "email"]).execute();
  for (const { id, email } of users) {
    await db.updateTable("users").set({ role: email.slice(0, 3) }).where("id", "=", id).execute();
  }
}
