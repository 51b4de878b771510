const { DataTypes } = require("sequelize");

exports.up = async ({ context: schema }) => {
  await schema.createTable("users", {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    email: { type: DataTypes.TEXT, allowNull: false },
  });
  await schema.addIndex("users", ["email"], { name: "users_email", unique: true });
};
