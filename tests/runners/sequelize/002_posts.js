const { DataTypes } = require("sequelize");

exports.up = async ({ context: schema }) => {
  await schema.createTable("posts", {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    user_id: {
      type: DataTypes.INTEGER, allowNull: false,
      references: { model: "users", key: "id" }, onDelete: "CASCADE",
    },
    title: DataTypes.TEXT,
  });
};
