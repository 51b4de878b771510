const next = require("../stopped.cjs");

exports.config = { transaction: process.env.TRANSACTION !== "no" };

exports.up = async (knex) => {
  next();
  await knex.schema.createTable("tokens", (table) => {
    table.text("hash").primary();
    table.integer("user_id").references("users.id");
  });
  next();
  await knex.schema.alterTable("tokens", (table) => { table.index("user_id", "tokens_user"); });
  next();
  await knex.schema.alterTable("users", (table) => { table.text("last_seen"); });
  next();
  await knex.schema.createTable("devices", (table) => {
    table.text("code").primary();
    table.text("expires_at").notNullable();
  });
  next();
  await knex.schema.alterTable("devices", (table) => { table.index("expires_at", "devices_expires"); });
  next();
};

exports.down = async (knex) => {
  await knex.schema.dropTable("devices");
  await knex.schema.alterTable("users", (table) => { table.dropColumn("last_seen"); });
  await knex.schema.dropTable("tokens");
};
