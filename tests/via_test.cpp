// A database behind a shell command as a source: the same answers as of its file, nothing but
// reading, and what happens while others write.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>
#include <sstream>

#include "analyzer/analyze.hpp"
#include "analyzer/history/recorded/run_command.hpp"
#include "model/error.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string plain = "sqlite3 -readonly -json app.db";

Options through(const std::string& command) {
  Options options;
  options.via = command;
  options.fingerprints = true;
  return options;
}

void write_script(const std::string& name, const std::string& body) {
  std::ofstream(name, std::ios::binary) << "#!/bin/sh\n" << body;
  chmod(name.c_str(), 0700);
}

/// The answer without what was told of how it was come by.
std::string compared(Report report) {
  report.notes.clear();
  report.from.clear();
  report.database.path.clear();
  return render_report_json(report);
}

std::string schema_of(const std::string& name, const Options& options) {
  const Loaded loaded = load(name, options);
  DatabaseFacts facts = loaded.facts;
  facts.path.clear();
  return render_schema_json(loaded.schema, facts);
}

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string complaint(const Options& options) {
  try {
    status(options.via, "migrations", {}, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// A command that does something else before the question with that number; 0 is the first.
void write_meddler(int question, const std::string& sql) {
  write_script("meddler", "n=$(cat n 2>/dev/null || echo 0)\necho $((n + 1)) >n\n[ $n -eq " +
                              std::to_string(question) + " ] && sqlite3 app.db \"" + sql +
                              "\"\nexec sqlite3 -json app.db \"$1\"\n");
}

}  // namespace

TEST_CASE("via: inspect, status, check and diff say of a command what they say of its file") {
  const fs::path runners = fs::absolute("snapshots/runners");
  const ScenarioFolder folder;
  std::ofstream("target.sql") << "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
  int compared_databases = 0;
  for (const auto& runner : fs::directory_iterator(runners)) {
    if (!runner.is_directory()) continue;
    const fs::path migrations = runner.path() / "migrations";
    for (const fs::path& file : files_in(runner.path(), ".db")) {
      fs::copy_file(file, "app.db", fs::copy_options::overwrite_existing);
      INFO(file.string());
      const Options options = through(plain);
      Options of_file = options;
      of_file.via.clear();
      CHECK(schema_of(plain, options) == schema_of("app.db", of_file));
      CHECK(compared(diff(plain, "target.sql", options)) ==
            compared(diff("app.db", "target.sql", of_file)));
      ++compared_databases;
      if (!fs::is_directory(migrations) || file.filename() != "failed.db") continue;
      CHECK(compared(status(plain, migrations, {}, options)) ==
            compared(status("app.db", migrations, {}, of_file)));
      CHECK(compared(check(plain, {migrations, {}, {}, ""}, options)) ==
            compared(check("app.db", {migrations, {}, {}, ""}, of_file)));
    }
  }
  CHECK(compared_databases > 50);
}

TEST_CASE("via: nothing but questions is sent, and the database stays as it is") {
  const std::string incident = fs::absolute("snapshots/incidents/1-half-done-migration").string();
  const ScenarioFolder folder;
  make_database("app.db", read_bytes(incident + "/before.sql") +
                              read_bytes(incident + "/migrations/016_api_tokens.sql").substr(0, 0));
  const std::string before = read_bytes("app.db");
  write_script("recording", "printf '%s\\n' \"$1\" >>asked\nexec sqlite3 -json app.db \"$1\"\n");
  for (const std::vector<std::string>& verb :
       {std::vector<std::string>{"inspect"},
        {"status", "-d", incident + "/migrations"},
        {"check", "-d", incident + "/migrations"},
        {"repair", "-d", incident + "/migrations", "--through", "017_token_scopes"},
        {"repair", "--to", incident + "/migrations", "--rows", "sample", "--drop-extra"}}) {
    std::vector<std::string> words = verb;
    words.insert(words.end(), {"--via", "./recording"});
    const ProgramAnswer answer = run_program(words);
    CHECK_MESSAGE((answer.exit_code == 0 || answer.exit_code == 2 || answer.exit_code == 3),
                  shown_command(words), answer.err);
  }
  CHECK(read_bytes("app.db") == before);
  int questions = 0;
  std::istringstream asked(read_bytes("asked"));
  for (std::string line; std::getline(asked, line); ++questions) {
    CHECK_MESSAGE(line.starts_with("SELECT "), line);
    CHECK_MESSAGE(line.find(';') == std::string::npos, line);
  }
  CHECK(questions > 12);
}

TEST_CASE("via: a repair is printed for the one who can run it, and never applied") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t(a); INSERT INTO t VALUES (1), (NULL)");
  std::ofstream("target.sql") << "CREATE TABLE t(a NOT NULL DEFAULT 5);";
  const ProgramAnswer refused = run_program({"repair", "--via", plain, "--to", "target.sql"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("table t: 1 row has NULL in column a") != std::string::npos);
  const ProgramAnswer script =
      run_program({"repair", "--via", plain, "--to", "target.sql", "--allow", "fill-null"});
  CHECK(script.exit_code == 0);
  std::ofstream("repair.sql", std::ios::binary) << script.out;
  CHECK(run_command({"sh", "-c", "sqlite3 -bail app.db <repair.sql"}).exit_status == 0);
  CHECK(run_program({"diff", "--via", plain, "target.sql"}).exit_code == 0);
  const ProgramAnswer apply =
      run_program({"repair", "--via", plain, "--to", "target.sql", "--apply"});
  CHECK(apply.exit_code == 64);
  CHECK(apply.err.find("--apply needs the file itself") != std::string::npos);
}

TEST_CASE("via: it is the source, and one more is not expected") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t(a)");
  const ProgramAnswer two = run_program({"inspect", "--via", plain, "app.db"});
  CHECK(two.exit_code == 64);
  CHECK(two.err == "plumbline: inspect: 'app.db' is not expected here: --via names the database\n");
  CHECK(run_program({"diff", "--via", plain, "app.db", "app.db"}).exit_code == 64);
  CHECK(run_program({"diff", "--via", plain, "app.db"}).exit_code == 0);
  const std::string long_command = plain + " # " + std::string(5000, 'x') + "\n" + plain;
  CHECK(run_program({"inspect", "--via", long_command, "-o", "schema.txt"}).exit_code == 0);
  CHECK(read_bytes("schema.txt").find("1 table") != std::string::npos);
}

TEST_CASE("via: the next command is one through the same command") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t(a)");
  std::ofstream("target.sql") << "CREATE TABLE u(a);";
  const ProgramAnswer answer = run_program({"check", "--via", plain, "--to", "target.sql"});
  CHECK(
      answer.out.find("plumbline repair --via 'sqlite3 -readonly -json app.db' --to target.sql") !=
      std::string::npos);
  CHECK(answer.out.find("with --apply") == std::string::npos);
}

TEST_CASE("via: names that shells would act on stay names") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE \"$(touch pwned)\"(\"`touch pwned`\"); CREATE TABLE \"a\n';b\\\"(x);"
                "INSERT INTO \"$(touch pwned)\" VALUES ('$(touch pwned)')");
  write_script("remotely", "exec sh -c \"$*\"\n");
  fs::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE x(a);";
  const Report report =
      status("./remotely " + plain, "migrations", {}, through("./remotely " + plain));
  CHECK(joined(report.notes).find("1 row of 2 tables") != std::string::npos);
  write_script("careless", "q=$(printf %s \"$1\" | sed 's/\"/\\\\\"/g')\nexec sh -c \"" + plain +
                               " \\\"$q\\\"\"\n");
  CHECK(complaint(through("./careless")).find("changes $, `, \\ or line ends") !=
        std::string::npos);
  CHECK_FALSE(fs::exists("pwned"));
}

TEST_CASE("via: who changes the schema meanwhile gets no answer, who writes rows is named") {
  const ScenarioFolder folder;
  fs::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE x(a);";
  const std::string rows =
      "CREATE TABLE t(a); CREATE TABLE u(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
      "1 "
      "FROM n WHERE i < 2000) INSERT INTO t SELECT i FROM n";
  // Questions: 0 how to quote, 1 the schema, 2 and on the rows, the last one looks again.
  for (const int question : {2, 3}) {
    make_database("app.db", rows);
    fs::remove("n");
    write_meddler(question, "CREATE TABLE z(a)");
    CHECK(complaint(through("./meddler")) ==
          "./meddler: its schema was changed while it was read, so no answer would be true of it; "
          "try again when that is done");
  }
  make_database("app.db", rows);
  fs::remove("n");
  write_meddler(3, "INSERT INTO u VALUES (1)");
  const Report report = status("./meddler", "migrations", {}, through("./meddler"));
  CHECK(joined(report.notes).find("rows came or went meanwhile: u") != std::string::npos);
}

TEST_CASE("via: settings that may not be asked are not stated") {
  const ScenarioFolder folder;
  make_database("app.db", "PRAGMA user_version=3; CREATE TABLE t(a)");
  write_script("denying",
               "case $1 in *pragma_*) echo 'not authorized' >&2; exit 1;; esac\n"
               "exec sqlite3 -json app.db \"$1\"\n");
  std::ofstream("target.sql") << "PRAGMA user_version=4; CREATE TABLE t(a);";
  const Loaded loaded = load("./denying", through("./denying"));
  CHECK_FALSE(loaded.schema.user_version);
  CHECK(joined(loaded.notes) == "it does not tell its user_version and application_id\n");
  CHECK(diff("./denying", "target.sql", through("./denying")).changes.empty());
  CHECK(diff(plain, "target.sql", through(plain)).changes.size() == 1);
}

TEST_CASE("via: a schema that this SQLite cannot parse is shown as far as it goes") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t(a); CREATE VIEW v AS SELECT 1; PRAGMA writable_schema=ON; UPDATE "
      "sqlite_schema SET sql = 'CREATE VIEW v AS SELECT newer syntax of 9.0' WHERE name = "
      "'v'; PRAGMA writable_schema=OFF");
  write_script("newer", "q=$1\nexec sqlite3 -json app.db \"PRAGMA writable_schema=ON\" \"$q\"\n");
  const Options options = through("./newer");
  CHECK_THROWS_AS(load("./newer", options), Error);
  const Loaded loaded = load_what_parses("./newer", options);
  REQUIRE(loaded.incomplete);
  CHECK(loaded.schema.tables.size() == 1);
  CHECK(complaint(options).find("view v") != std::string::npos);
}

TEST_CASE("via: a database without anything in it") {
  const ScenarioFolder folder;
  make_database("app.db", "");
  CHECK(load(plain, through(plain)).schema.tables.empty());
  fs::create_directory("migrations");
  std::ofstream("migrations/1.sql") << "CREATE TABLE x(a);";
  CHECK(status(plain, "migrations", {}, through(plain)).verdict == Verdict::clean);
}

}  // namespace plumbline
