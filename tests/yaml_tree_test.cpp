// What yaml-cpp would let through: duplicate keys, second documents, other encodings, aliases that
// explode. And that nothing but Error comes out of it, whatever goes in.
#include "analyzer/declare/yaml_tree.hpp"

#include <doctest/doctest.h>

#include <random>

#include "analyzer/declare/schema_yaml.hpp"

namespace plumbline {

namespace {

std::string shown(const YamlNode& node) {
  const std::string mark = std::to_string(node.mark.line) + ":" + std::to_string(node.mark.column);
  std::string result;
  switch (node.kind) {
    case YamlKind::null:
      return "null";
    case YamlKind::scalar:
      return (node.quoted ? "'" + node.text + "'" : node.text) + "@" + mark;
    case YamlKind::list:
      for (const YamlNode& item : node.items) result += shown(item) + " ";
      return "[" + result + "]";
    case YamlKind::map:
      for (const YamlEntry& entry : node.entries)
        result += entry.key + "=" + shown(entry.value) + " ";
      return "{" + result + "}";
  }
  return result;
}

std::string tree(const std::string& text) { return shown(read_yaml_tree(text, "f")); }

std::string error_of(const std::string& text, const YamlLimits& limits = {}) {
  try {
    read_yaml_tree(text, "f", limits);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a tree keeps order, places and quotes") {
  CHECK(tree("") == "null");
  CHECK(tree("\xEF\xBB\xBF"
             "b: 1\na: [x, 'y', ~]\n") == "{b=1@1:4 a=[x@2:5 'y'@2:8 null ] }");
  CHECK(tree("a: !!int 5\nb: !!str 5\nc: |\n  null\n") == "{a=5@1:4 b='5'@2:4 c='null\n'@3:4 }");
  CHECK(tree("a: &x { b: 1 }\nc: *x\n") == "{a={b=1@1:12 } c={b=1@1:12 } }");
}

TEST_CASE("what is no tree is an error with its place") {
  CHECK(error_of("a: 1\nb: 2\na: 3\n") == "f:3:1: duplicate key \"a\"; first on line 1");
  CHECK(error_of("a: { x: 1, 'x': 2 }") == "f:1:12: duplicate key \"x\"; first on line 1");
  CHECK(error_of("a: 1\n---\nb: 2\n") == "f:2:1: a second document; a file holds one");
  CHECK(error_of("~: 1") == "f:1:1: a key is empty or null; quote it if it is a name");
  CHECK(error_of("[a]: 1") == "f:1:1: a key is a list or a map; it must be a text");
  CHECK(error_of("a: &x {}\nb: { <<: *x }") == "f:2:6: merge keys (<<) are not supported");
  CHECK(error_of("a: [1\n") == "f:2:1: end of sequence flow not found");
  CHECK(error_of("a: &x [*x]\n") == "f:1:8: an alias inside its own anchor");
  CHECK(error_of("a: *x\n") == "f:1:4: the referenced anchor is not defined");
}

TEST_CASE("text that is not UTF-8 names its line") {
  CHECK(error_of("a: 1\nb: \xFF\n") == "f:2:4: not UTF-8");
  CHECK(error_of("a: \xED\xA0\x80\n") == "f:1:4: not UTF-8");  // a surrogate
  CHECK(error_of("a: \xC0\xAF\n") == "f:1:4: not UTF-8");      // an overlong form
  CHECK(error_of("a: x\n\xE2\x82") == "f:2:1: not UTF-8");     // cut off
  CHECK(error_of(std::string("\xFF\xFE"
                             "a\0",
                             4)) == "f:1:1: not UTF-8");  // UTF-16
  CHECK(error_of("a: x\x04y\nb: 1") ==
        "f:1:5: a control character; only an escape in double quotes can hold one");
}

TEST_CASE("aliases that explode are stopped, and so is depth") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 0; k < 9; ++k) bomb += ", " + last;
    bomb += "]\n";
  }
  CHECK(error_of(bomb).ends_with("more values than 2000000, aliases expanded"));
  const std::string text(6400, 'x');
  CHECK(error_of("a: &x " + text + "\nb: [*x, *x, *x]", {500, 64})
            .starts_with("f:2:13: more values"));
  CHECK(error_of(std::string(100, '[') + std::string(100, ']')) ==
        "f:1:65: nested deeper than 64 levels");
  std::string chain = "k0: &k0 [x]\n";
  for (int i = 1; i < 100; ++i) {
    chain += "k" + std::to_string(i) + ": &k" + std::to_string(i) + " [*k" + std::to_string(i - 1) +
             "]\n";
  }
  CHECK(error_of(chain).ends_with("nested deeper than 64 levels"));
}

TEST_CASE("whatever the text, an Error or a declaration comes out") {
  const std::string seed = R"yaml(format: plumbline.schema/1
user_version: 3
tables:
  users: &u
    columns:
      id: { type: INTEGER, primary_key: true, autoincrement: true }
      email: { type: TEXT, not_null: { name: nn }, collate: NOCASE, renamed_from: mail }
      team: { default: "1", references: { table: teams, column: id, on_delete: cascade } }
      handle: { type: TEXT, generated: "lower(email)", stored: false }
    unique: [ [email], { columns: [{ column: team, desc: true }], on_conflict: ignore } ]
    checks: { at: "instr(email, '@') > 0" }
    foreign_keys: [ { columns: [team], table: teams, deferrable: NOT DEFERRABLE } ]
    options: [ strict ]
    indexes: { i: { columns: [ team, { expression: "a || b", collate: x } ], where: "team > 1" } }
  copy: *u
views: { active: "SELECT id FROM users" }
triggers:
  r:
    sql: |
      CREATE TRIGGER r AFTER INSERT ON users BEGIN
        SELECT 1;
      END
sql: [ "CREATE VIRTUAL TABLE docs USING fts5(body)" ]
)yaml";
  CHECK(read_schema_yaml(seed, "f").statements.size() == 7);
  const std::string bytes = ":{}[],&*!|>'\"%@#?- \n\t~<x0\x04\xC3\xFF";
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text = seed;
    for (unsigned change = 0; change <= random() % 4; ++change) {
      const std::size_t at = random() % text.size();
      const std::size_t length = random() % 12;
      if (random() % 3 == 0) text.erase(at, length);
      if (random() % 3 == 0) text.insert(at, text.substr(random() % text.size(), length));
      if (random() % 2 == 0 && at < text.size()) text[at] = bytes[random() % bytes.size()];
    }
    try {
      read_schema_yaml(text, "f");
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::bad_yaml);
    }
  }
}

}  // namespace plumbline
