exports.up = async (knex) => {
  await knex.schema.createTable("users", (table) => {
    table.increments("id");
    table.text("email").notNullable();
    table.unique(["email"], { indexName: "users_email" });
  });
};

exports.down = async (knex) => { await knex.schema.dropTable("users"); };
