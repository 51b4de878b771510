module.exports.Users1767225600001 = class Users1767225600001 {
  async up(runner) {
    await runner.query("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)");
    await runner.query("CREATE UNIQUE INDEX users_email ON users (email)");
  }
};
