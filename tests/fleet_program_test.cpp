// The program itself, asked about many databases.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/child_program.hpp"
#include "tests/fleet_samples.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

Words audit(const Words& more) {
  Words words = {"audit", "tenants", "-d", "migrations"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Copies of one database, so many that a run of them can be stopped.
void lay_out_many(int count) {
  lay_out_fleet_migrations();
  make_tenant({"one.db", 3});
  fs::create_directories("tenants");
  for (int i = 0; i < count; ++i) {
    fs::copy_file("one.db", "tenants/" + std::to_string(i) + ".db");
  }
}

std::uintmax_t size_of(const std::string& file) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(file, failure);
  return failure ? 0 : size;
}

/// Stops the program when its lines have come so far; what it ended with.
ChildEnd stopped_at(std::uintmax_t bytes, int signal, const Words& words) {
  ChildProgram program(words);
  while (program.is_running() && size_of("out.jsonl") < bytes) {
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  program.signal(signal);
  return program.wait();
}

std::string whole_lines() {
  REQUIRE(run_program(audit({"--format", "jsonl", "-o", "whole.jsonl"})).exit_code == 0);
  return read_bytes("whole.jsonl");
}

std::size_t files_in(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
  return count;
}

}  // namespace

TEST_CASE("fleet: what its user sees") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const ProgramAnswer answer = run_program(audit({}));
  CHECK(answer.exit_code == 2);
  CHECK(answer.err.empty());
  CHECK(answer.out.starts_with(
      "12 databases: 5 at 003_teams · 2 partial 003_teams (2/4) · 2 at 001_users · "));
  CHECK(answer.out.find("\n! 2 partial 003_teams (2/4)\n    tenants/b1.db: 003_teams stopped") !=
        std::string::npos);
  CHECK(answer.out.find("    tenants/e1.db: file is not a database, or it is encrypted\n") !=
        std::string::npos);
  CHECK(run_program(audit({"--fail-on", "never"})).exit_code == 1);
  fs::remove("tenants/e1.db");
  CHECK(run_program(audit({"--fail-on", "never"})).exit_code == 0);
  const ProgramAnswer gone = run_program({"audit", "gone.db", "./gone.db"});
  CHECK(gone.exit_code == 1);
  CHECK(gone.out.empty());
  CHECK(gone.err == "plumbline: ./gone.db: no such file\n");
  const ProgramAnswer none = run_program({"audit", "none/*.db"});
  CHECK(none.exit_code == 1);
  CHECK(none.err.find("none/*.db: no file matches") != std::string::npos);
}

TEST_CASE("fleet: the formats for machines hold every file") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const auto json = nlohmann::json::parse(run_program(audit({"--format", "json"})).out);
  CHECK(json.at("format") == "plumbline.fleet/1");
  CHECK(json.at("databases") == 12);
  std::size_t files = json.at("not_answered").size();
  for (const auto& state : json.at("states")) {
    files += state.at("files").size();
    CHECK(state.at("report").at("format") == "plumbline.report/1");
    CHECK(state.at("report").at("database").at("fingerprint") == state.at("schema"));
  }
  CHECK(files == 12);
  const auto sarif = nlohmann::json::parse(run_program(audit({"--format", "sarif"})).out);
  CHECK(sarif.at("runs").at(0).at("results").size() > 3);
  const std::string github = run_program(audit({"--format", "github"})).out;
  CHECK(github.starts_with("::notice title=audit::12 databases: 5 at 003_teams"));
  CHECK(github.find("::error title=audit::could not answer: tenants/e1.db") != std::string::npos);
  const std::string markdown = run_program(audit({"--format", "markdown"})).out;
  CHECK(markdown.starts_with("## 12 databases: 5 at 003\\_teams"));
}

TEST_CASE("fleet: wrong words are wrong usage, and a folder of somebody's is left alone") {
  const ScenarioFolder folder;
  lay_out_fleet();
  CHECK(run_program(audit({"--resume"})).exit_code == 64);
  CHECK(run_program(audit({"--format", "html"})).exit_code != 0);
  CHECK(run_program(audit({"--format", "baseline"})).exit_code == 64);
  CHECK(run_program(audit({"--to", "-"})).exit_code == 64);
  CHECK(run_program(audit({"-o", "tenants/a1.db"})).exit_code == 64);
  fs::create_directory("mine");
  std::ofstream("mine/notes.sql") << "SELECT 1;";
  const ProgramAnswer answer = run_program(audit({"--scripts", "mine"}));
  CHECK(answer.exit_code == 1);
  CHECK(answer.err.find("mine/notes.sql") != std::string::npos);
  CHECK(files_in("mine") == 1);
}

TEST_CASE("fleet: a proven script mends every file of its list") {
  const ScenarioFolder folder;
  lay_out_fleet();
  CHECK(run_program(audit({"--scripts", "s"})).exit_code == 2);
  std::size_t mended = 0;
  for (const auto& entry : fs::directory_iterator("s")) {
    if (entry.path().extension() != ".sql") continue;
    std::ifstream list(fs::path(entry.path()).replace_extension(".files"));
    for (std::string file; std::getline(list, file); ++mended) {
      const std::string command =
          "sqlite3 -bail '" + file + "' < '" + entry.path().string() + "' 2>&1";
      CHECK_MESSAGE(std::system(command.c_str()) == 0, command);
      const ProgramAnswer after = run_program({"status", file, "-d", "migrations"});
      CHECK_MESSAGE(after.out.starts_with("clean"), file, ": ", after.out);
    }
  }
  CHECK(mended == 3);
  // Asked again, nothing is left to mend, and the old scripts go.
  run_program(audit({"--scripts", "s"}));
  CHECK(files_in("s") == 1);
}

TEST_CASE("fleet: names are bytes, in lists, lines and scripts") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const std::string odd = "tenants/b\xff\n\x1b[31m'.db";
  fs::rename("tenants/b1.db", odd);
  const ProgramAnswer answer = run_program(audit({"--scripts", "s"}));
  CHECK(answer.exit_code == 2);
  CHECK(answer.out.find('\x1b') == std::string::npos);
  std::string list;
  for (const auto& entry : fs::directory_iterator("s")) {
    const std::string text = read_bytes(entry.path());
    if (entry.path().extension() == ".files" && text.find('\0') != std::string::npos) list = text;
  }
  CHECK(list == "tenants/b2.db" + std::string(1, '\0') + odd + std::string(1, '\0'));
  run_program(audit({"--format", "jsonl", "-o", "out.jsonl"}));
  const std::string lines = read_bytes("out.jsonl");
  run_program(audit({"--format", "jsonl", "-o", "out.jsonl", "--resume"}));
  CHECK(read_bytes("out.jsonl") == lines);
}

TEST_CASE("fleet: the list may come on standard input, and so may one database") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "plumbline";
  const auto piped = [&](const std::string& from) {
    const std::string command =
        from + " | '" + program.string() + "' audit - -d migrations > out.txt 2> err.txt";
    const int status = std::system(command.c_str());
    return std::to_string(WEXITSTATUS(status)) + " " + read_bytes("out.txt").substr(0, 60);
  };
  CHECK(piped("ls tenants/a*.db").starts_with("0 5 databases: 5 at 003_teams\n"));
  CHECK(piped("find tenants -name 'b*.db' -print0").starts_with("2 2 databases: 2 partial"));
  CHECK(piped("cat tenants/a1.db").starts_with("0 -: "));
  CHECK(piped("printf ''").starts_with("1 "));
}

TEST_CASE("fleet: Ctrl-C ends it with what is known, and --resume goes on to the same lines") {
  const ScenarioFolder folder;
  lay_out_many(1500);
  const std::string whole = whole_lines();
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    fs::remove("out.jsonl");
    const Words words = audit({"--format", "jsonl", "-o", "out.jsonl"});
    const ChildEnd end = stopped_at(whole.size() / 4, signal, words);
    if (signal == SIGKILL) {
      CHECK(end.signal == SIGKILL);
    } else {
      CHECK(end.exit_code == 1);
      CHECK(end.err.find("incomplete: interrupted; ") != std::string::npos);
      CHECK(read_bytes("out.jsonl").find("\"complete\":false") != std::string::npos);
    }
    const std::uintmax_t before = size_of("out.jsonl");
    CHECK(before > whole.size() / 5);
    CHECK(before < whole.size());
    if (signal == SIGKILL) fs::resize_file("out.jsonl", before - 9);
    CHECK(run_program(audit({"--format", "jsonl", "-o", "out.jsonl", "--resume"})).exit_code == 0);
    CHECK(read_bytes("out.jsonl") == whole);
  }
}

TEST_CASE("fleet: --resume asks what is new, changed or failed, and nothing else") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const Words words = audit({"--format", "jsonl", "-o", "out.jsonl", "--resume"});
  CHECK(run_program(words).exit_code == 2);
  const std::string first = read_bytes("out.jsonl");
  // Of the same size and time, it is not looked at again.
  const auto time = fs::last_write_time("tenants/a1.db");
  const std::string bytes = read_bytes("tenants/a1.db");
  std::ofstream("tenants/a1.db", std::ios::binary) << std::string(bytes.size(), 'x');
  fs::last_write_time("tenants/a1.db", time);
  CHECK(run_program(words).exit_code == 2);
  CHECK(read_bytes("out.jsonl") == first);
  fs::last_write_time("tenants/a1.db", time + std::chrono::seconds(1));
  fs::remove("tenants/e1.db");
  fs::remove("tenants/d1.db");
  make_tenant({"tenants/f1.db", 3});
  CHECK(run_program(words).exit_code == 2);
  CHECK(run_program(audit({"--format", "jsonl", "-o", "again.jsonl"})).exit_code == 2);
  CHECK(read_bytes("out.jsonl") == read_bytes("again.jsonl"));
  std::ofstream("migrations/004_more.sql") << "CREATE TABLE more(x);\n";
  const ProgramAnswer other = run_program(words);
  CHECK(other.exit_code == 1);
  CHECK(other.err.find("it answers another question") != std::string::npos);
}

TEST_CASE("fleet: lines of one database are lines, and merged they are a report") {
  const ScenarioFolder folder;
  lay_out_fleet();
  std::string all;
  for (const auto& entry : fs::directory_iterator("tenants")) {
    all +=
        run_program({"audit", entry.path().string(), "-d", "migrations", "--format", "jsonl"}).out;
  }
  std::ofstream("all.jsonl") << all;
  const ProgramAnswer merged = run_program({"audit", "--merge", "all.jsonl"});
  CHECK(merged.exit_code == 2);
  CHECK(merged.out == run_program(audit({})).out);
}

}  // namespace plumbline
