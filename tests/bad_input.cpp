#include "tests/bad_input.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

using Json = nlohmann::json;

void write_bytes(const std::string& file, const std::string& bytes) {
  if (fs::path(file).has_parent_path()) fs::create_directories(fs::path(file).parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

SoundProject::SoundProject() {
  const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)";
  make_database("app.db",
                "CREATE TABLE kysely_migration (name varchar(255) not null primary key, "
                "timestamp varchar(255) not null);"
                "INSERT INTO kysely_migration VALUES ('001_users', '2026-01-01T00:00:00.000Z');" +
                    users + "; INSERT INTO users VALUES (1, 'ada@example.com');");
  write_bytes("migrations/001_users.sql", users + ";\n");
}

void SoundProject::run(const std::string& sql) const { open_as_application("app.db").execute(sql); }

ProgramAnswer ask_status(const std::vector<std::string>& flags) {
  std::vector<std::string> words = {"status", "app.db", "-d", "migrations", "--format", "json"};
  words.insert(words.end(), flags.begin(), flags.end());
  return run_program(words);
}

std::string shown_status(const ProgramAnswer& answer) {
  const Json report = Json::parse(answer.out, nullptr, false);
  if (report.is_discarded() || !report.contains("migrations")) return answer.out + answer.err;
  std::string shown;
  for (const Json& migration : report.at("migrations")) {
    const Json& statements = migration.at("statements");
    shown += migration.at("id").get<std::string>() + ": " +
             (migration.at("recorded").get<bool>() ? "recorded " : "") +
             migration.at("state").get<std::string>() + " " + statements.at("applied").dump() +
             "/" + statements.at("total").dump();
    for (const Json& flag : migration.at("flags")) shown += " " + flag.get<std::string>();
    shown += "\n";
  }
  return shown;
}

void check_no_answer(const ProgramAnswer& answer, const std::string& word) {
  INFO(answer.out, answer.err);
  CHECK(answer.exit_code == 1);
  CHECK(std::ranges::count(answer.err, '\n') == 1);
  CHECK(answer.err.find("plumbline: ") == 0);
  CHECK_MESSAGE(answer.err.find(word) != std::string::npos, "'", word, "' is not named");
}

void check_says(const ProgramAnswer& answer, const std::string& word) {
  if (answer.exit_code == 1) return check_no_answer(answer, word);
  INFO(answer.out, answer.err);
  CHECK((answer.exit_code == 0 || answer.exit_code == 2));
  CHECK(shown_status(answer).find("001_users: recorded applied 1/1") != std::string::npos);
  CHECK_MESSAGE((answer.out + answer.err).find(word) != std::string::npos, "'", word,
                "' is not named");
}

}  // namespace plumbline
