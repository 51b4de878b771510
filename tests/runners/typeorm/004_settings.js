module.exports.Settings1767225600004 = class Settings1767225600004 {
  async up(runner) {
    await runner.query("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)");
  }
};
