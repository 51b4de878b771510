// Directories of migrations as they should not be: one clear line and exit code 1, or a finding and
// the rest of the answer. Never a crash, a hang, or a file that was not there before.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/bad_input.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)";
const std::string sound = "001_users: recorded applied 1/1\n";

}  // namespace

TEST_CASE("directories that are none are no answer") {
  const SoundProject project;
  SUBCASE("empty") {
    fs::remove("migrations/001_users.sql");
    check_no_answer(ask_status(), "migrations");
  }
  SUBCASE("missing") {
    fs::remove_all("migrations");
    check_no_answer(ask_status(), "migrations");
    CHECK_FALSE(fs::exists("migrations"));
  }
  SUBCASE("a file") {
    fs::remove_all("migrations");
    write_bytes("migrations", users);
    check_no_answer(ask_status(), "migrations");
  }
  SUBCASE("only files of other kinds") {
    fs::remove("migrations/001_users.sql");
    write_bytes("migrations/README.md", "# How to migrate\n");
    check_no_answer(ask_status(), "migrations");
  }
  SUBCASE("repair says the same") {
    fs::remove("migrations/001_users.sql");
    const ProgramAnswer answer = run_program({"repair", "app.db", "-d", "migrations"});
    check_no_answer(answer, "migrations");
    CHECK(answer.out == "");
  }
}

TEST_CASE("other bytes, the same migration") {
  const SoundProject project;
  std::string text = users + ";\n";
  SUBCASE("a byte order mark") { text = "\xEF\xBB\xBF" + text; }
  SUBCASE("CRLF") { text = users + "\r\n;\r\n"; }
  SUBCASE("no newline and no semicolon at the end") { text = users; }
  SUBCASE("empty statements and a comment at the end") { text = ";;" + text + ";; -- the end"; }
  SUBCASE("ten megabytes of commentary") {
    std::string lines;
    while (lines.size() < 10'000'000) lines += "-- why not; it's a comment 'with quotes\n";
    text = lines + text;
  }
  write_bytes("migrations/001_users.sql", text);
  const ProgramAnswer answer = ask_status();
  INFO(answer.err);
  CHECK(answer.exit_code == 0);
  CHECK(shown_status(answer) == sound);
}

TEST_CASE("a migration of ten megabytes") {
  const SoundProject project;
  constexpr int rows = 40'000;
  std::string text = "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT);\n";
  for (int i = 0; i < rows; ++i) {
    text +=
        "INSERT INTO words VALUES (" + std::to_string(i) + ", '" + std::string(215, 'w') + "');\n";
  }
  CHECK(text.size() > 10'000'000);
  write_bytes("migrations/002_words.sql", text);
  const ProgramAnswer answer = ask_status();
  CHECK(answer.exit_code == 0);
  CHECK(shown_status(answer) == sound + "002_words: pending 0/40001\n");
}

TEST_CASE("migrations that do nothing are no reason to stop") {
  const SoundProject project;
  SUBCASE("empty") { write_bytes("migrations/002_nothing.sql", ""); }
  SUBCASE("a comment") { write_bytes("migrations/002_nothing.sql", "-- later\n"); }
  const ProgramAnswer answer = ask_status();
  CHECK(answer.exit_code == 0);
  CHECK(shown_status(answer) == sound + "002_nothing: pending 0/0\n");
}

TEST_CASE("files that cannot be read as SQL are named") {
  const SoundProject project;
  SUBCASE("not UTF-8") { write_bytes("migrations/002_bad.sql", "CREATE TABLE caf\xE9 (a);"); }
  SUBCASE("UTF-16") {
    write_bytes("migrations/002_bad.sql", std::string("\xFF\xFE"
                                                      "C\0R\0E\0A\0T\0E\0",
                                                      14));
  }
  SUBCASE("a zero byte") {
    write_bytes("migrations/002_bad.sql", std::string("CREATE TABLE a(\0b);", 19));
  }
  SUBCASE("a statement that is none") {
    write_bytes("migrations/002_bad.sql", "CREATE TABEL a (b);\n");
  }
  SUBCASE("a string without an end") {
    write_bytes("migrations/002_bad.sql", "INSERT INTO users VALUES (2, 'oops);\n");
  }
  SUBCASE("a folder with the name of a file") { fs::create_directories("migrations/002_bad.sql"); }
  SUBCASE("a link that leads nowhere") { fs::create_symlink("nowhere", "migrations/002_bad.sql"); }
  check_says(ask_status(), "002_bad");
}

TEST_CASE("names that are odd and files") {
  const SoundProject project;
  const std::string tags = "CREATE TABLE tags (id INTEGER PRIMARY KEY);\n";
  SUBCASE("a quote, a space") { write_bytes("migrations/002_it's a tag.sql", tags); }
  SUBCASE("no number") { write_bytes("migrations/tags.sql", tags); }
  SUBCASE("a number larger than any integer") {
    write_bytes("migrations/99999999999999999999999_tags.sql", tags);
  }
  SUBCASE("in a folder that leads back to itself") {
    write_bytes("migrations/002_tags.sql", tags);
    fs::create_directory_symlink("../migrations", "migrations/again");
  }
  SUBCASE("beside hidden files and backups") {
    write_bytes("migrations/002_tags.sql", tags);
    write_bytes("migrations/.002_tags.sql.swp", "\xFF\xFE\x01");
  }
  const ProgramAnswer answer = ask_status();
  INFO(answer.err, answer.out);
  CHECK(answer.exit_code == 0);
  const std::string shown = shown_status(answer);
  CHECK(shown.find(sound) == 0);
  CHECK(shown.find("tag") != std::string::npos);
  CHECK(shown.find(": pending 0/1\n") != std::string::npos);
  CHECK(std::ranges::count(shown, '\n') == 2);
}

TEST_CASE("files that their runner would not take, or would take twice, are named") {
  const SoundProject project;
  project.run(
      "DROP TABLE kysely_migration; CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY "
      "AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP "
      "DEFAULT (datetime('now'))); INSERT INTO goose_db_version (version_id, is_applied) "
      "VALUES (0, 1), (1, 1)");
  write_bytes("migrations/001_users.sql", "-- +goose Up\n" + users + ";\n");
  const std::string tags = "-- +goose Up\nCREATE TABLE tags (id INTEGER PRIMARY KEY);\n";
  SUBCASE("without a number") {
    write_bytes("migrations/tags.sql", tags);
    check_says(ask_status(), "tags.sql");
  }
  SUBCASE("the same version twice") {
    write_bytes("migrations/002_tags.sql", tags);
    write_bytes("migrations/0002_labels.sql", "-- +goose Up\nCREATE TABLE labels (id INTEGER);\n");
    check_says(ask_status(), "002_labels");
  }
  SUBCASE("in a folder below") {
    write_bytes("migrations/old/002_tags.sql", tags);
    check_says(ask_status(), "001_users");
  }
}

TEST_CASE("a migration reaches nothing outside of its database") {
  const SoundProject project;
  std::string sql;
  SUBCASE("ATTACH") { sql = "ATTACH 'evil.db' AS evil; CREATE TABLE evil.a (b);"; }
  SUBCASE("VACUUM INTO") { sql = "VACUUM INTO 'evil.db';"; }
  SUBCASE("an extension") { sql = "SELECT load_extension('evil.db');"; }
  SUBCASE("another journal") { sql = "PRAGMA journal_mode=WAL; CREATE TABLE evil (a);"; }
  write_bytes("migrations/002_evil.sql", sql);
  const std::string before = read_bytes("app.db");
  check_says(ask_status(), "002_evil");
  run_program({"repair", "app.db", "-d", "migrations", "--through", "002_evil"});
  CHECK_FALSE(fs::exists("evil.db"));
  CHECK(read_bytes("app.db") == before);
  CHECK(std::distance(fs::directory_iterator("."), {}) == 2);
}

TEST_CASE("points that no migration has are wrong usage or no answer, in one line") {
  const SoundProject project;
  std::vector<std::string> flags;
  SUBCASE("a migration that is not there") { flags = {"--through", "042_none"}; }
  SUBCASE("resuming one that is not there") { flags = {"--resume-at", "042_none:1"}; }
  SUBCASE("a statement behind the last") { flags = {"--resume-at", "001_users:9"}; }
  std::vector<std::string> words = {"repair", "app.db", "-d", "migrations"};
  words.insert(words.end(), flags.begin(), flags.end());
  const ProgramAnswer answer = run_program(words);
  INFO(answer.out, answer.err);
  CHECK((answer.exit_code == 1 || answer.exit_code == 3 || answer.exit_code == 64));
  CHECK(answer.out == "");
  CHECK(answer.err.find(flags[1].substr(0, flags[1].find(':'))) != std::string::npos);
}

}  // namespace plumbline
