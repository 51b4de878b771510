const { DataTypes } = require("sequelize");

exports.up = async ({ context: schema }) => {
  await schema.createTable("settings", {
    name: { type: DataTypes.TEXT, primaryKey: true },
    value: DataTypes.TEXT,
  });
};
