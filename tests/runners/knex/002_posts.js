exports.up = async (knex) => {
  await knex.schema.createTable("posts", (table) => {
    table.increments("id");
    table.integer("user_id").notNullable().references("users.id").onDelete("CASCADE");
    table.text("title");
  });
};

exports.down = async (knex) => { await knex.schema.dropTable("posts"); };
