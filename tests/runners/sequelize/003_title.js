const { DataTypes } = require("sequelize");

// On SQLite Sequelize makes the table anew.
exports.up = async ({ context: schema }) => {
  await schema.changeColumn("posts", "title", {
    type: DataTypes.TEXT, allowNull: false, defaultValue: "",
  });
};
