// Names from a database that try to break out of what they are shown in.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"
#include "tests/bad_input.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {
namespace {

const std::vector<std::string> hostile_names = {
    "a\nDROP TABLE kept;\n--",
    "b\r\n::error title=x::y",
    "c\x1b[31m\x07\x7f",
    "d</td><script>alert(1)</script>",
    "e|f`g*h_[i](http://j)",
    "k\"l'm`n",
    "o*/;/*p",
    "q\xe2\x80\xaer\xc2\x9bs",
    "--t",
    "\"]; }\ndigraph x { y",
    "%%{init: {}}%%\nz",
    "$(touch pwned)`touch pwned`;&",
    "\\",
    "\t",
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Every name as a table, a column, an index, a view and a trigger; the foreign key has no parent.
std::string hostile_schema() {
  std::string sql = "CREATE TABLE kept(a); INSERT INTO kept VALUES (1);";
  for (const std::string& name : hostile_names) {
    const std::string table = Identifier(name).quoted();
    const auto with = [&](const char* suffix) { return Identifier(name + suffix).quoted(); };
    sql += "CREATE TABLE " + table + "(" + table + " TEXT DEFAULT " + quote_literal(name) +
           ", b REFERENCES " + with(" parent") + "(a));" + "CREATE INDEX " + with(" index") +
           " ON " + table + "(" + table + ");" + "CREATE VIEW " + with(" view") + " AS SELECT " +
           table + " FROM " + table + ";" + "CREATE TRIGGER " + with(" trigger") +
           " AFTER INSERT ON " + table + " BEGIN SELECT 1; END;" + "INSERT INTO " + table +
           " DEFAULT VALUES;";
  }
  return sql;
}

/// live.db of hostile names; poorer.db, a database that has the tables only.
class HostileProject {
 public:
  HostileProject() {
    make_database("live.db", hostile_schema());
    std::string tables = "CREATE TABLE kept(a);";
    for (const std::string& name : hostile_names) {
      tables += "CREATE TABLE " + Identifier(name).quoted() + "(b INTEGER);";
    }
    make_database("poorer.db", tables);
  }

 private:
  ScenarioFolder folder_;
};

/// What a terminal would obey, or a reader be fooled by.
void check_harmless(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    CHECK((byte >= 0x20 || c == '\n'));
    CHECK(byte != 0x7f);
  }
  CHECK_FALSE(holds(text, "\xe2\x80\xae"));
  CHECK_FALSE(holds(text, "\xc2\x9b"));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

/// Outside of quotes DOT text consists of this and nothing else.
void check_dot(const std::string& text) {
  bool quoted = false;
  std::string outside;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      outside += text[i];
    }
  }
  CHECK_FALSE(quoted);
  CHECK(outside.find_first_not_of("abcdefghijklmnopqrstuvwxyzGLR0123456789{}[]=;,->\n ") ==
        outside.npos);
  CHECK_FALSE(holds(outside, "digraph"));
}

}  // namespace

TEST_CASE("hostile names: what is printed for people holds no character that acts") {
  const HostileProject project;
  const std::vector<std::vector<std::string>> commands = {
      {"inspect", "live.db"},
      {"diff", "live.db", "poorer.db"},
      {"diff", "poorer.db", "live.db"},
      {"check", "live.db", "--to", "poorer.db"},
      {"check", "live.db", "--to", "poorer.db", "--format", "markdown"},
      {"diff", "live.db", "poorer.db", "--format", "markdown"},
      {"diff", "live.db", "poorer.db", "--format", "github"},
      {"check", "live.db", "--format", "github"},
      {"inspect", "live.db", "--format", "mermaid"},
      {"inspect", "live.db", "--format", "dot"},
      {"repair", "live.db", "--to", "poorer.db"},
  };
  for (const auto& words : commands) {
    CAPTURE(shown_command(words));
    const ProgramAnswer answer = run_program(words);
    CHECK(answer.exit_code != 1);
    if (words.front() != "repair") {  // a script holds the names as they are, in quotes
      CHECK(answer.out.size() > 1000);
      check_harmless(answer.out);
    }
    check_harmless(answer.err);
  }
  CHECK_FALSE(std::filesystem::exists("pwned"));
}

TEST_CASE("hostile names: JSON and SARIF keep them letter by letter") {
  const HostileProject project;
  const ProgramAnswer schema = run_program({"inspect", "live.db", "--format", "json"});
  const auto json = nlohmann::json::parse(schema.out);
  std::set<std::string> names;
  for (const auto& table : json.at("tables")) names.insert(table.at("name"));
  for (const std::string& name : hostile_names) CHECK(names.contains(name));

  const ProgramAnswer report = run_program({"diff", "live.db", "poorer.db", "--format", "json"});
  std::set<std::string> changed;
  const auto changes = nlohmann::json::parse(report.out).at("changes");
  for (const auto& change : changes) changed.insert(change.at("object").at("name"));
  for (const std::string& name : hostile_names) CHECK(changed.contains(name));

  const ProgramAnswer sarif = run_program({"check", "live.db", "--format", "sarif"});
  CHECK(nlohmann::json::parse(sarif.out).at("runs").size() == 1);
}

TEST_CASE("hostile names: GitHub gets one command a line, Markdown no tag and no cell too many") {
  const HostileProject project;
  for (const std::string& line :
       lines_of(run_program({"diff", "live.db", "poorer.db", "--format", "github"}).out)) {
    const bool command = line.starts_with("::warning ") || line.starts_with("::notice ") ||
                         line.starts_with("::error ");
    CHECK_MESSAGE(command, line);
  }
  std::size_t cells = 0;
  for (const std::string& line :
       lines_of(run_program({"diff", "live.db", "poorer.db", "--format", "markdown"}).out)) {
    CHECK_FALSE(holds(line, " <"));
    CHECK_FALSE(holds(line, "d<"));
    CHECK_FALSE(holds(line, "td><"));
    if (!line.starts_with('|')) {
      cells = 0;
      continue;
    }
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '|') {
        ++bars;
      }
    }
    if (cells == 0) cells = bars;
    CHECK_MESSAGE(bars == cells, line);
  }
}

TEST_CASE("hostile names: DOT and Mermaid stay one graph") {
  const HostileProject project;
  check_dot(run_program({"inspect", "live.db", "--format", "dot"}).out.substr(9));  // "digraph G"
  for (const std::string& line :
       lines_of(run_program({"inspect", "live.db", "--format", "mermaid"}).out)) {
    CHECK_FALSE(line.starts_with("%%"));
    CHECK_FALSE(holds(line, "<script"));
  }
}

TEST_CASE("hostile names: YAML and SQL are read back to the same schema") {
  const HostileProject project;
  for (const char* const format : {"yaml", "sql"}) {
    CAPTURE(format);
    const ProgramAnswer written = run_program({"inspect", "live.db", "--format", format});
    REQUIRE(written.exit_code == 0);
    const std::string file = std::string("written.") + format;
    write_bytes(file, written.out);
    const ProgramAnswer compared = run_program({"diff", "live.db", file});
    CHECK_MESSAGE(compared.exit_code == 0, compared.out);
  }
}

TEST_CASE("hostile names: a repair script does what it says and nothing that a name says") {
  const HostileProject project;
  const ProgramAnswer script =
      run_program({"repair", "poorer.db", "--to", "live.db", "--allow", "all"});
  CAPTURE(script.err);
  REQUIRE(script.exit_code == 0);
  // The statements without the commentary of the script are the same.
  std::string bare;
  const ProgramAnswer json =
      run_program({"repair", "poorer.db", "--to", "live.db", "--allow", "all", "--format", "json"});
  const auto plan = nlohmann::json::parse(json.out);
  for (const auto& statement : plan.at("statements")) {
    bare += statement.at("sql").get<std::string>() + ";\n";
  }
  for (const std::string& text : {script.out, bare}) {
    std::filesystem::copy_file("poorer.db", "tried.db",
                               std::filesystem::copy_options::overwrite_existing);
    {
      const Connection tried = Connection::open_read_write("file:tried.db", "tried.db");
      tried.execute("INSERT INTO kept VALUES (1)");
      tried.execute(text);
      CHECK(tried.integer("SELECT count(*) FROM kept") == 1);
    }
    const ProgramAnswer left = run_program({"diff", "tried.db", "live.db"});
    CHECK_MESSAGE(left.exit_code == 0, left.out);
  }
}

}  // namespace plumbline
