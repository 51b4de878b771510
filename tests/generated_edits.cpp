// What happens to a schema between two releases, one edit at a time.
#include <algorithm>

#include "tests/generated_model.hpp"

namespace plumbline::generated {

namespace {

template <class List>
void erase_one(List& list, Rng& rng) {
  if (list.empty()) return;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(rng.below(list.size())));
}

void add_column(Table& table, Schema& schema, Rng& rng) {
  Column column = random_column(table, schema.next_id++, rng);
  for (int n = rng.between(0, 2); n > 0; --n) {
    column.clauses.push_back(random_column_clause(table, column, schema, rng));
  }
  const std::size_t at = rng.percent(70) ? table.columns.size() : rng.below(table.columns.size());
  table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(at), std::move(column));
}

void drop_column(Table& table, Rng& rng) {
  if (table.columns.size() > 1) erase_one(table.columns, rng);
}

void edit_column(Table& table, Schema& schema, Rng& rng) {
  Column& column = rng.pick(table.columns);
  switch (rng.below(5)) {
    case 0:
      column.type = random_type(table.strict, rng);
      break;
    case 1:
      column.clauses.push_back(random_column_clause(table, column, schema, rng));
      break;
    case 2:
      erase_one(column.clauses, rng);
      break;
    case 3:
      erase_one(column.clauses, rng);
      column.clauses.push_back(random_column_clause(table, column, schema, rng));
      break;
    default:
      if (rng.percent(30)) {
        column.name = fresh_column_name(table, rng);
      } else {
        std::swap(column, rng.pick(table.columns));
      }
  }
}

void edit_clauses(Table& table, Schema& schema, Rng& rng) {
  if (rng.percent(50)) erase_one(table.clauses, rng);
  if (rng.percent(60)) {
    if (auto clause = random_table_clause(table, schema, rng)) table.clauses.push_back(*clause);
  }
}

void edit_options(Table& table, Rng& rng) {
  if (rng.percent(50)) {
    table.without_rowid = !table.without_rowid;
    return;
  }
  table.strict = !table.strict;
  if (!table.strict) return;
  for (Column& column : table.columns) {
    if (column.type != "INTEGER" && column.type != "TEXT") column.type = random_type(true, rng);
  }
}

void edit_table(Table& table, Schema& schema, Rng& rng) {
  switch (rng.below(10)) {
    case 0:
    case 1:
      return add_column(table, schema, rng);
    case 2:
      return drop_column(table, rng);
    case 3:
    case 4:
    case 5:
      return edit_column(table, schema, rng);
    case 6:
    case 7:
      return edit_clauses(table, schema, rng);
    case 8:
      return edit_options(table, rng);
    default:
      table.style = rng.next();
  }
}

Object random_object(Schema& schema, Rng& rng) {
  switch (rng.below(8)) {
    case 0:
    case 1:
      return random_view(schema, rng);
    case 2:
    case 3:
      return random_trigger(schema, rng);
    default:
      return random_index(schema, rng);
  }
}

void edit_object(Schema& schema, Rng& rng) {
  if (schema.objects.empty() || rng.percent(35)) {
    schema.objects.push_back(random_object(schema, rng));
    return;
  }
  Object& object = rng.pick(schema.objects);
  switch (rng.below(5)) {
    case 0:
      return erase_one(schema.objects, rng);
    case 1:
      object.name = fresh_object_name(schema, rng);
      break;
    case 2:
      object.style = rng.next();
      break;
    default: {
      const Object other = random_object(schema, rng);
      if (other.kind != object.kind) break;
      object.head = other.head;
      object.body = other.body;
    }
  }
}

}  // namespace

void edit(Schema& schema, Rng& rng) {
  const std::size_t kind = rng.below(20);
  if (kind == 0) {
    schema.tables.push_back(random_table(schema, rng));
  } else if (kind == 1 && schema.tables.size() > 1) {
    erase_one(schema.tables, rng);
  } else if (kind == 2) {
    rng.pick(schema.tables).name = fresh_object_name(schema, rng);
  } else if (kind == 3) {
    schema.user_version = rng.between(1, 9);
  } else if (kind < 14) {
    // By value: an edit may look at the schema, this table as it was among the others.
    const std::size_t at = rng.below(schema.tables.size());
    Table table = schema.tables[at];
    edit_table(table, schema, rng);
    schema.tables[at] = std::move(table);
  } else {
    edit_object(schema, rng);
  }
}

}  // namespace plumbline::generated
