#include "tests/generated_family.hpp"

#include <array>
#include <optional>
#include <vector>

#include "tests/generated_model.hpp"

namespace plumbline {

namespace {

using generated::Rng;

enum class Key { rowid, autoincrement, without_rowid, unique, unique_index };

struct Reference {
  std::size_t parent = 0;
  std::string actions;
};

struct Member {
  std::string name;
  Key key = Key::rowid;
  std::vector<Reference> references;
  std::string generated_column;
  std::string note = "note TEXT";
  std::string more;
};

struct Family {
  std::vector<Member> members;
  std::vector<std::string> triggers;
};

bool is_text(Key key) { return key == Key::without_rowid || key == Key::unique_index; }

std::string key_column(Key key) {
  switch (key) {
    case Key::rowid:
      return "id INTEGER PRIMARY KEY";
    case Key::autoincrement:
      return "id INTEGER PRIMARY KEY AUTOINCREMENT";
    case Key::without_rowid:
      return "id TEXT PRIMARY KEY";
    case Key::unique:
      return "id INTEGER UNIQUE";
    case Key::unique_index:
      break;
  }
  return "id TEXT";
}

std::string table_sql(const Family& family, const Member& member) {
  std::string sql = "CREATE TABLE " + member.name + " (" + key_column(member.key) + ", " +
                    member.note + member.generated_column + member.more;
  for (std::size_t i = 0; i < member.references.size(); ++i) {
    const Reference& reference = member.references[i];
    const Member& parent = family.members[reference.parent];
    const bool text = is_text(parent.key);
    sql += ", r" + std::to_string(i) + (text ? " TEXT DEFAULT '1'" : " INTEGER DEFAULT 1") +
           " REFERENCES " + parent.name + " (id)" + reference.actions;
  }
  return sql + (member.key == Key::without_rowid ? ") WITHOUT ROWID" : ")");
}

std::string schema_sql(const Family& family) {
  std::string sql = "CREATE TABLE log (what TEXT);\n";
  for (const Member& member : family.members) {
    sql += table_sql(family, member) + ";\n";
    if (member.key == Key::unique_index) {
      sql += "CREATE UNIQUE INDEX " + member.name + "_id ON " + member.name + " (id);\n";
    }
  }
  for (const std::string& trigger : family.triggers) sql += trigger + ";\n";
  return sql;
}

std::string random_actions(Rng& rng) {
  static constexpr std::array<const char*, 6> deletes = {"",
                                                         " ON DELETE CASCADE",
                                                         " ON DELETE CASCADE",
                                                         " ON DELETE SET NULL",
                                                         " ON DELETE SET DEFAULT",
                                                         " ON DELETE RESTRICT"};
  static constexpr std::array<const char*, 4> updates = {
      "", " ON UPDATE CASCADE", " ON UPDATE SET NULL", " ON UPDATE NO ACTION"};
  std::string actions = rng.pick(deletes);
  actions += rng.pick(updates);
  return actions + (rng.percent(20) ? " DEFERRABLE INITIALLY DEFERRED" : "");
}

Member random_member(std::size_t number, std::size_t members, Rng& rng) {
  static constexpr std::array<const char*, 4> generated_columns = {
      "", "", ", up TEXT AS (upper(note))", ", up TEXT AS (upper(note)) STORED"};
  Member member;
  member.name = "t" + std::to_string(number);
  member.key = static_cast<Key>(rng.between(0, 4));
  member.generated_column = rng.pick(generated_columns);
  for (int n = rng.between(0, 2); n > 0; --n) {
    const std::size_t parent = rng.below(members);
    member.references.push_back({parent, random_actions(rng)});
  }
  return member;
}

std::string random_trigger(const Family& family, std::size_t number, Rng& rng) {
  static constexpr std::array<const char*, 4> events = {"AFTER DELETE", "BEFORE DELETE",
                                                        "AFTER UPDATE", "AFTER INSERT"};
  const std::string event = rng.pick(events);
  return "CREATE TRIGGER tr" + std::to_string(number) + " " + event + " ON " +
         rng.pick(family.members).name + " BEGIN INSERT INTO log VALUES ('fired'); END";
}

std::string id_of(const Member& member, int number) {
  return is_text(member.key) ? "'" + std::to_string(number) + "'" : std::to_string(number);
}

constexpr int rows = 4;

/// Every id from 1 on, and references to any of them, or to none.
std::string rows_sql(const Family& family, Rng& rng) {
  std::string sql;
  for (const Member& member : family.members) {
    std::string columns = "id, note";
    for (std::size_t i = 0; i < member.references.size(); ++i) columns += ", r" + std::to_string(i);
    for (int id = rows; id > 0; --id) {  // not in the order of their rowids
      sql += "INSERT INTO " + member.name + " (" + columns + ") VALUES (" + id_of(member, id) +
             ", 'n" + std::to_string(id) + "'";
      for (const Reference& reference : member.references) {
        const Member& parent = family.members[reference.parent];
        sql += rng.percent(25) ? ", NULL" : ", " + id_of(parent, rng.between(1, rows));
      }
      sql += ");\n";
    }
    if (member.key == Key::autoincrement) {
      sql += "UPDATE sqlite_sequence SET seq = 90 WHERE name = '" + member.name + "';\n";
    }
  }
  return sql + "DELETE FROM log;\n";
}

void change(Member& member, Rng& rng) {
  switch (rng.between(0, 5)) {
    case 0:
      member.note = "note TEXT NOT NULL";
      break;
    case 1:
      member.note = "note TEXT CHECK (note <> '')";
      break;
    case 2:
      member.more = ", since TEXT DEFAULT (date('now'))";
      break;
    case 3:
      member.more = ", plain INTEGER DEFAULT 7";
      break;
    case 4:
      if (!member.references.empty()) member.references.back().actions = random_actions(rng);
      break;
    default:
      if (!member.references.empty()) member.references.pop_back();
  }
}

/// Takes a table away, and the references to it.
void drop(Family& family, std::size_t gone) {
  const std::string name = family.members[gone].name;
  std::erase_if(family.triggers, [&](const std::string& trigger) {
    return trigger.find(" ON " + name + " ") != std::string::npos;
  });
  for (Member& member : family.members) {
    std::erase_if(member.references,
                  [&](const Reference& reference) { return reference.parent == gone; });
    for (Reference& reference : member.references) {
      if (reference.parent > gone) --reference.parent;
    }
  }
  family.members.erase(family.members.begin() + static_cast<std::ptrdiff_t>(gone));
}

}  // namespace

GeneratedPair generate_family(std::uint64_t seed) {
  Rng rng(seed);
  Family family;
  const auto members = static_cast<std::size_t>(rng.between(2, 5));
  for (std::size_t i = 0; i < members; ++i) {
    family.members.push_back(random_member(i, members, rng));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    family.triggers.push_back(random_trigger(family, i, rng));
  }
  const std::string live = schema_sql(family) + rows_sql(family, rng);
  for (int n = rng.between(1, 3); n > 0; --n) change(rng.pick(family.members), rng);
  if (rng.percent(20)) drop(family, rng.below(members));
  return {live, schema_sql(family)};
}

}  // namespace plumbline
