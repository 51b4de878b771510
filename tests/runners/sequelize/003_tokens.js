const { DataTypes } = require("sequelize");
const next = require("../stopped.cjs");

exports.up = async ({ context: schema }) => {
  next();
  await schema.createTable("tokens", {
    hash: { type: DataTypes.TEXT, primaryKey: true },
    user_id: { type: DataTypes.INTEGER, references: { model: "users", key: "id" } },
  });
  next();
  await schema.addIndex("tokens", ["user_id"], { name: "tokens_user" });
  next();
  await schema.addColumn("users", "last_seen", DataTypes.TEXT);
  next();
  await schema.createTable("devices", {
    code: { type: DataTypes.TEXT, primaryKey: true },
    expires_at: { type: DataTypes.TEXT, allowNull: false },
  });
  next();
  await schema.addIndex("devices", ["expires_at"], { name: "devices_expires" });
  next();
};

exports.down = async ({ context: schema }) => {
  await schema.dropTable("devices");
  await schema.sequelize.query("ALTER TABLE users DROP COLUMN last_seen");
  await schema.dropTable("tokens");
};
