exports.up = async (knex) => {
  await knex.schema.createTable("settings", (table) => {
    table.text("name").primary();
    table.text("value");
  });
};

exports.down = async (knex) => { await knex.schema.dropTable("settings"); };
