#pragma once
// What the generator of schemas works with: clauses as text with holes where names go, so that one
// object can be written in many spellings, and every mention follows a renamed column.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plumbline::generated {

/// splitmix64 (https://prng.di.unimi.it/splitmix64.c): the same numbers from a seed everywhere,
/// which the standard library's distributions do not promise.
class Rng {
 public:
  explicit Rng(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(next() % n); }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
  }
  bool percent(unsigned chance) { return next() % 100 < chance; }
  template <class List>
  auto& pick(List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

/// Text in upper-case keywords. Holes: the name of a table or view, the name of a column, and words
/// that must stay as they are.
std::string table_hole(int table);
std::string column_hole(int table, int column);
std::string verbatim(const std::string& text);

struct Clause {
  std::string name;  ///< of the constraint; empty: none
  std::string body;
};

struct Column {
  int id = 0;
  std::string name, type;
  std::vector<Clause> clauses;
  bool generated = false;
};

struct Table {
  int id = 0;
  std::string name;
  std::vector<Column> columns;
  std::vector<Clause> clauses;
  bool strict = false, without_rowid = false;
  bool rowid_is_hidden = false;  ///< no column is the rowid
  std::uint64_t style = 0;
};

/// An index, a view, a trigger or a virtual table.
struct Object {
  enum class Kind { virtual_table, index, view, trigger };
  Kind kind = Kind::index;
  int id = 0;
  std::string name;
  std::string head;  ///< "CREATE UNIQUE INDEX"
  std::string body;  ///< all behind the name
  std::uint64_t style = 0;
};

struct Schema {
  std::vector<Table> tables;
  std::vector<Object> objects;
  int next_id = 0;
  int user_version = 0;
};

const Column* find_column(const Table& table, int id);

/// The statement, or nothing where it mentions a table or column that is gone.
std::optional<std::string> to_sql(const Table& table, const Schema& schema);
std::optional<std::string> to_sql(const Object& object, const Schema& schema);
/// A column as ADD COLUMN takes it.
std::optional<std::string> to_sql(const Column& column, const Table& table, const Schema& schema);
/// A name, in any quotes that it can bear.
std::string quoted(const std::string& name, Rng& rng);

std::string hole(const Table& table, const Column& column);
std::string replaced(std::string text, const std::string& what, const std::string& with);

// Parts of clauses.
std::string conflict(Rng& rng);
std::string constraint_name(Rng& rng);
std::string key_list(const Table& table, bool repeats, Rng& rng);

// Makers of random things. Each takes the schema it goes into.
std::string fresh_column_name(const Table& table, Rng& rng);
std::string fresh_object_name(const Schema& schema, Rng& rng);
std::string random_type(bool strict, Rng& rng);
Column random_column(const Table& table, int id, Rng& rng);
Clause random_column_clause(const Table& table, const Column& column, const Schema& schema,
                            Rng& rng);
std::optional<Clause> random_table_clause(const Table& table, const Schema& schema, Rng& rng);
Table random_table(Schema& schema, Rng& rng);
Object random_index(Schema& schema, Rng& rng);
Object random_view(Schema& schema, Rng& rng);
Object random_trigger(Schema& schema, Rng& rng);
Object random_virtual_table(Schema& schema, Rng& rng);

/// One edit, as a person would make between two releases; it may leave a schema that SQLite does
/// not take.
void edit(Schema& schema, Rng& rng);

/// INSERT and DELETE statements for the table, some of which its constraints will not let in.
std::vector<std::string> random_rows(const Table& table, Rng& rng);

}  // namespace plumbline::generated
