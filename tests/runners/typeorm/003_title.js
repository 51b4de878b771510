const { TableColumn } = require("typeorm");

// On SQLite TypeORM makes the table anew.
module.exports.Title1767225600003 = class Title1767225600003 {
  async up(runner) {
    await runner.changeColumn("posts", "title", new TableColumn({
      name: "title", type: "text", isNullable: false, default: "''",
    }));
  }
};
