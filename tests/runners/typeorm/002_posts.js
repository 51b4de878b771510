module.exports.Posts1767225600002 = class Posts1767225600002 {
  async up(runner) {
    await runner.query(`CREATE TABLE posts (id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, title TEXT)`);
  }
};
