#include "analyzer/forecast/candidate_values.hpp"

#include <algorithm>
#include <set>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/forecast/check_words.hpp"

namespace plumbline {

namespace {

constexpr int most_parents = 20;

void add(std::vector<std::string>& values, const std::string& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

bool contains(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool ends_with(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.ends_with(word); });
}

std::string day(int number) {
  const int of_month = 1 + number % 28;
  return std::string("2024-01-") + (of_month < 10 ? "0" : "") + std::to_string(of_month);
}

bool is_json_text(const std::string& literal) {
  return literal.starts_with("'{") || literal.starts_with("'[");
}

/// What an application would put there, as far as names and defaults tell: UPDATEs of migrations
/// take JSON and dates apart.
void add_by_name(std::vector<std::string>& values, const Column& column, int number) {
  const std::string name = ascii_lower(column.name.text());
  const std::string type = ascii_lower(column.type);
  if (column.default_sql && is_json_text(*column.default_sql)) add(values, *column.default_sql);
  if (contains(name, {"json", "meta", "payload"}) || contains(type, {"json"})) add(values, "'{}'");
  const bool moment = ends_with(name, {"_at", "date", "time", "_on"}) || name == "at" ||
                      name == "day" || contains(type, {"date", "time"});
  if (moment && !contains(type, {"int"})) {
    const bool with_time = !name.ends_with("date") && name != "day" && type != "date";
    add(values, quote_literal(day(number) + (with_time ? " 00:00:00" : "")));
  }
  if (contains(name, {"mail"})) {
    add(values, quote_literal("user" + std::to_string(number) + "@example.com"));
  }
  if (contains(name, {"url"})) {
    add(values, quote_literal("https://example.com/" + std::to_string(number)));
  }
}

void add_by_type(std::vector<std::string>& values, const Table& table, const Column& column,
                 int number) {
  const std::string n = std::to_string(number);
  const std::string affinity = ascii_lower(affinity_of(column.type));
  if (affinity == "integer" || affinity == "numeric") return add(values, n);
  if (affinity == "real") return add(values, n + ".5");
  if (affinity == "blob" && table.strict && equal_folded(column.type, "BLOB")) {
    return add(values, number < 10 ? "x'0" + n + "'" : "CAST('" + n + "' AS BLOB)");
  }
  add(values, quote_literal(column.name.text() + " " + n));
}

/// Whatever else a column might like, short and distinct ones first.
void add_anything(std::vector<std::string>& values, int number) {
  const std::string n = std::to_string(number);
  for (const std::string& value : {n, quote_literal("a" + n), quote_literal(n)}) add(values, value);
  for (const char* value :
       {"'a'", "'A'", "''", "0", "1", "0.5", "-1", "100", "'aa'", "'{}'", "'[]'", "'2024-01-01'",
        "'a@example.com'", "'https://example.com/'", "x'00'", "x'00000000000000000000000000000000'",
        "'00000000-0000-4000-8000-000000000000'"}) {
    add(values, value);
  }
}

std::vector<std::string> checked_values(const Table& table, const Column& column, int number) {
  std::vector<std::string> values;
  for (const Check& check : table.checks) {
    if (!mentions(check.expression, column.name.text())) continue;
    for (const std::string& value : values_hinted_at(check.expression)) add(values, value);
  }
  // Rows should differ, and UNIQUE may want them to.
  if (!values.empty()) {
    const auto turn = static_cast<std::size_t>(number - 1) % values.size();
    std::ranges::rotate(values, values.begin() + static_cast<std::ptrdiff_t>(turn));
  }
  return values;
}

/// Every third row is one that nobody has filled in: migrations treat such rows in their own way.
bool is_sparse(int number) { return number % 3 == 0; }

bool is_key(const Table& table, const Column& column) {
  return table.primary_key && std::ranges::any_of(table.primary_key->columns, [&](const auto& key) {
           return key.column == column.name;
         });
}

void add_absence(std::vector<std::string>& values, const Table& table, const Column& column) {
  if (is_key(table, column)) return;
  if (column.default_sql) add(values, "(" + *column.default_sql + ")");
  if (!column.not_null) add(values, "NULL");
}

std::vector<std::string> values_of_column(const Table& table, const Column& column, int number) {
  std::vector<std::string> values;
  if (is_sparse(number)) add_absence(values, table, column);
  add_by_name(values, column, number);
  add_by_type(values, table, column, number);
  for (const std::string& value : checked_values(table, column, number)) add(values, value);
  if (column.default_sql) add(values, "(" + *column.default_sql + ")");
  add_anything(values, number);
  if (!column.not_null) add(values, "NULL");
  return values;
}

std::vector<Identifier> parent_key(const Table& parent, const ForeignKey& key) {
  if (!key.parent_columns.empty()) return key.parent_columns;
  std::vector<Identifier> columns;
  if (parent.primary_key) {
    for (const KeyPart& part : parent.primary_key->columns) columns.push_back(part.column);
  }
  return columns;
}

/// The keys that the parent has; none where it has no such columns.
std::vector<std::vector<std::string>> keys_there(const Connection& connection, const Table& parent,
                                                 const std::vector<Identifier>& columns) {
  std::string list, not_null;
  for (const Identifier& column : columns) {
    if (find_column(parent, column) == nullptr) return {};
    list += (list.empty() ? "quote(" : ", quote(") + column.quoted() + ")";
    not_null += (not_null.empty() ? "" : " AND ") + column.quoted() + " IS NOT NULL";
  }
  if (list.empty()) return {};
  const std::string select = "SELECT DISTINCT " + list + " FROM main." + parent.name.quoted() +
                             " WHERE " + not_null + " LIMIT " + std::to_string(most_parents);
  if (connection.try_prepare(select)) return {};
  Query query(connection, select);
  std::vector<std::vector<std::string>> keys;
  bool row = false;
  while (!query.try_step(row) && row) {
    std::vector<std::string> key;
    for (int at = 0; at < query.columns(); ++at) key.emplace_back(query.text(at));
    keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::string> guessed_key(const Table& parent, const std::vector<Identifier>& columns,
                                     int number) {
  std::vector<std::string> key;
  for (const Identifier& name : columns) {
    const Column* column = find_column(parent, name);
    if (column == nullptr) return {};
    const bool counted = rowid_alias(parent) == column;
    key.push_back(counted ? std::to_string(number)
                          : values_of_column(parent, *column, number).front());
  }
  return key;
}

class SlotMaker {
 public:
  SlotMaker(const Connection& connection, const Schema& schema, const Table& table, int number,
            bool guess_parents)
      : connection_(connection),
        schema_(schema),
        table_(table),
        number_(number),
        guess_parents_(guess_parents) {}

  std::vector<Slot> slots() {
    for (const ForeignKey& key : table_.foreign_keys) add_foreign_key(key);
    for (const Column& column : table_.columns) add_column(column);
    return std::move(slots_);
  }

 private:
  bool is_free(const Column& column) const {
    return !column.generated && !column.hidden && rowid_alias(table_) != &column &&
           !taken_.contains(column.name);
  }

  void add_column(const Column& column) {
    if (!is_free(column)) return;
    Slot slot{{column.name}, {}};
    for (const std::string& value : values_of_column(table_, column, number_)) {
      slot.tuples.push_back({value});
    }
    slots_.push_back(std::move(slot));
  }

  /// Columns that an earlier foreign key has taken stay with it: what of this one's parents fits
  /// them is found by trying.
  void add_foreign_key(const ForeignKey& key) {
    const Table* parent = find_table(schema_, key.parent);
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < key.columns.size(); ++at) {
      const Column* column = find_column(table_, key.columns[at]);
      if (column != nullptr && is_free(*column)) places.push_back(at);
    }
    if (places.empty()) return;
    Slot slot;
    for (const std::size_t at : places) slot.columns.push_back(key.columns[at]);
    for (const auto& tuple : parents(parent, key)) add_places(slot, tuple, places);
    add_nulls(slot);
    if (slot.tuples.empty()) return;  // then its columns are filled like any other
    taken_.insert(slot.columns.begin(), slot.columns.end());
    slots_.push_back(std::move(slot));
  }

  std::vector<std::vector<std::string>> parents(const Table* parent, const ForeignKey& key) const {
    if (parent == nullptr) return {};
    const std::vector<Identifier> columns = parent_key(*parent, key);
    if (columns.size() != key.columns.size()) return {};
    auto tuples = keys_there(connection_, *parent, columns);
    if (!tuples.empty()) {
      const auto turn = static_cast<std::size_t>(number_ - 1) % tuples.size();
      std::ranges::rotate(tuples, tuples.begin() + static_cast<std::ptrdiff_t>(turn));
    }
    // A row may reference itself: that is the only way into some tables.
    const bool itself = parent->name == table_.name;
    if (itself || guess_parents_) tuples.push_back(guessed_key(*parent, columns, number_));
    return tuples;
  }

  static void add_places(Slot& slot, const std::vector<std::string>& tuple,
                         const std::vector<std::size_t>& places) {
    std::vector<std::string> values;
    for (const std::size_t at : places) {
      if (at < tuple.size()) values.push_back(tuple[at]);
    }
    if (values.size() == places.size()) slot.tuples.push_back(std::move(values));
  }

  /// One NULL lets a foreign key be: https://sqlite.org/foreignkeys.html#fk_composite
  void add_nulls(Slot& slot) const {
    for (std::size_t at = 0; at < slot.columns.size(); ++at) {
      if (find_column(table_, slot.columns[at])->not_null) continue;
      std::vector<std::string> values;
      for (const Identifier& name : slot.columns) {
        const Column& column = *find_column(table_, name);
        values.push_back(column.not_null ? values_of_column(table_, column, number_).front()
                                         : "NULL");
      }
      slot.tuples.insert(is_sparse(number_) ? slot.tuples.begin() : slot.tuples.end(), values);
      return;
    }
  }

  const Connection& connection_;
  const Schema& schema_;
  const Table& table_;
  int number_;
  bool guess_parents_;
  std::set<Identifier> taken_;
  std::vector<Slot> slots_;
};

}  // namespace

std::vector<Slot> candidate_values(const Connection& connection, const Schema& schema,
                                   const Table& table, int number, bool guess_parents) {
  return SlotMaker(connection, schema, table, number, guess_parents).slots();
}

}  // namespace plumbline
