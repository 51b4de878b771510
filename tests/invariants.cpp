#include "tests/invariants.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

Connection writable(const std::string& file) {
  Connection connection = Connection::open_read_write("file:" + file, file);
  connection.execute("PRAGMA synchronous=OFF");  // nobody pulls the plug on a test
  return connection;
}

std::string copy_of_live(const std::string& name) {
  fs::copy_file("live.db", name, fs::copy_options::overwrite_existing);
  return name;
}

/// What still differs, extra objects that the case does not ask to drop left out.
std::vector<std::string> left_over(const std::string& database, const std::string& target,
                                   const Options& options) {
  static const std::set<std::string> kept_kinds = {"drop-table", "drop-index", "drop-view",
                                                   "drop-trigger"};
  std::vector<std::string> left;
  for (const Change& change : diff(database, target, options).changes) {
    if (change.severity == ChangeClass::cosmetic) continue;
    if (kept_kinds.contains(kind_of(change)) && !options.drop_extra) continue;
    left.push_back(kind_of(change) + " " + object_of(change).name.text() + ": " + describe(change));
  }
  return left;
}

std::set<std::string> complaints(const std::string& database) {
  const Connection connection = writable(database);
  std::set<std::string> all;
  for (const char* pragma : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
    try {
      Query query(connection, pragma);
      while (query.step()) {
        std::string line;
        // Without the last column of foreign_key_check: the number of a key may change, and so may
        // the case in which it spells its parent.
        for (int i = 0; i < std::min(query.columns(), 3); ++i) {
          line += ascii_lower(query.text(i)) + "|";
        }
        all.insert(line);
      }
    } catch (const Error& error) {
      all.insert(error.message());
    }
  }
  return all;
}

std::set<std::string> rows_of(const Connection& connection, const std::string& table,
                              const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    list += (list.empty() ? "" : " || '|' || ") + ("quote(" + column + ")");
  }
  std::set<std::string> rows;
  if (list.empty()) return rows;
  Query query(connection, "SELECT " + list + ", count(*) FROM " + table + " GROUP BY 1");
  while (query.step()) {
    rows.insert(std::string(query.text(0)) + " x" + std::string(query.text(1)));
  }
  return rows;
}

bool noted(const Plan& plan, const Identifier& table, const Column& column) {
  return std::ranges::any_of(plan.hazards, [&](const HazardNote& note) {
    return note.table == table && note.column && *note.column == column.name;
  });
}

bool renumbered(const Plan& plan, const Identifier& table) {
  return std::ranges::any_of(plan.hazards, [&](const HazardNote& note) {
    return note.table == table && note.hazard == Hazard::renumber_rowid;
  });
}

/// What a table or a column of it is called once the renames of the case are made.
Identifier renamed(const Options& options, const Identifier& table,
                   const std::optional<Identifier>& column) {
  for (const Rename& rename : options.renames) {
    if (rename.table == table && rename.column == column) return rename.to;
  }
  return column ? *column : table;
}

/// Every value and rowid that both shapes of a table can hold, compared by content: an oracle of
/// its own, that knows nothing of how the plan came to be.
void keeps_rows(const CaseFile& file, const Plan& plan, const std::string& mended) {
  const Options options = options_of(file);
  const Connection before = writable("live.db");
  const Connection after = writable(mended);
  const Schema from = introspect(before);
  const Schema to = introspect(after);
  for (const auto& [name, table] : from.tables) {
    const Identifier new_name = renamed(options, name, std::nullopt);
    const Table* now = find_table(to, new_name);
    if (now == nullptr || table.kind != TableKind::ordinary) continue;
    std::vector<std::string> columns, new_columns;
    const auto rowid = rowid_name(table);
    if (rowid && rowid_name(*now) && !renumbered(plan, name) && rowid->text() == "rowid" &&
        !find_column(*now, *rowid)) {
      columns.push_back(rowid->text());
      new_columns = columns;
    }
    for (const Column& column : table.columns) {
      const Column* kept = find_column(*now, renamed(options, name, column.name));
      if (kept == nullptr || kept->generated || noted(plan, name, column)) continue;
      columns.push_back(column.name.quoted());
      new_columns.push_back(kept->name.quoted());
    }
    CAPTURE(name.text());
    CHECK(rows_of(before, name.quoted(), columns) ==
          rows_of(after, new_name.quoted(), new_columns));
  }
}

/// As the platform does that a batch is for.
void run_batch(const Connection& connection, const Plan& plan) {
  connection.execute("PRAGMA foreign_keys=ON; BEGIN");
  for (const Statement& statement : plan.statements) {
    const auto failure = connection.try_execute(statement.sql);
    CAPTURE(statement.sql);
    REQUIRE_MESSAGE(!failure, failure->message);
  }
  const auto failure = connection.try_execute("COMMIT");
  REQUIRE_MESSAGE(!failure, failure->message);
}

void run_all(const std::string& database, const Plan& plan, const Options& options) {
  const Connection connection = writable(database);
  if (form_of(options) == ScriptForm::batch) return run_batch(connection, plan);
  for (const Statement& statement : plan.statements) {
    for (const std::string& sql : run_here(statement)) {
      const auto failure = connection.try_execute(sql);
      CAPTURE(sql);
      REQUIRE_MESSAGE(!failure, failure->message);
    }
  }
}

}  // namespace

void reaches_the_target(const CaseFile& file, const std::string& target, const Plan& plan) {
  const std::string mended = copy_of_live("mended.db");
  run_all(mended, plan, options_of(file));
  CHECK(left_over(mended, target, options_of(file)) == std::vector<std::string>{});
  const Repair again = repair(mended, target, options_of(file));
  const Plan* second = std::get_if<Plan>(&again.planning);
  CHECK((second != nullptr && second->statements.empty()));
  const std::set<std::string> before = complaints("live.db");
  for (const std::string& complaint : complaints(mended)) {
    CAPTURE(complaint);
    CHECK((complaint == "ok|" || before.contains(complaint)));
  }
  keeps_rows(file, plan, mended);
}

namespace {

/// Stopped behind the statement: whatever is left, the tool finishes it or says why not.
void can_be_finished(const CaseFile& file, const std::string& target, const Plan& plan,
                     std::size_t stop, bool in_transaction) {
  const std::string stopped = copy_of_live("stopped.db");
  {
    const Connection connection = writable(stopped);
    for (std::size_t i = 0; i <= stop; ++i) {
      const std::string& sql = plan.statements[i].sql;
      if (!in_transaction && (sql == "BEGIN" || sql == "COMMIT")) continue;
      for (const std::string& step : run_here(plan.statements[i])) {
        REQUIRE_FALSE(connection.try_execute(step));
      }
    }
  }
  CAPTURE(stop);
  CAPTURE(plan.statements[stop].sql);
  const Repair next = repair(stopped, target, options_of(file));
  if (const auto* refused = std::get_if<Refused>(&next.planning)) {
    REQUIRE_FALSE(refused->refusals.empty());
    CHECK_FALSE(refused->refusals.front().reason.empty());
    CHECK_FALSE(in_transaction);  // a rolled-back transaction leaves the first state: no excuse
    return;
  }
  run_all(stopped, std::get<Plan>(next.planning), options_of(file));
  CHECK(left_over(stopped, target, options_of(file)) == std::vector<std::string>{});
  keeps_rows(file, plan, stopped);
}

bool is_work(const Statement& statement) {
  return statement.sql.find("plumbline_") == std::string::npos ||
         statement.sql.find("plumbline_new_") != std::string::npos;
}

void can_be_finished_anywhere(const CaseFile& file, const std::string& target, const Plan& plan) {
  for (std::size_t stop = 0; stop < plan.statements.size(); ++stop) {
    if (!is_work(plan.statements[stop])) continue;
    can_be_finished(file, target, plan, stop, false);
  }
  if (!plan.statements.empty()) {
    can_be_finished(file, target, plan, plan.statements.size() / 2, true);
  }
}

/// Whoever runs a batch statement by statement is stopped before anything has changed.
void is_stopped_outside_a_batch(const Plan& plan) {
  const std::string stopped = copy_of_live("stopped.db");
  const Connection connection = writable(stopped);
  connection.execute("PRAGMA foreign_keys=ON");
  std::string refusal;
  for (const Statement& statement : plan.statements) {
    const auto failure = connection.try_execute(statement.sql);
    if (failure) refusal = failure->message;
    if (failure) break;
  }
  CHECK(refusal.find("run these statements as ONE batch") != std::string::npos);
  CHECK(read_bytes(stopped) == read_bytes("live.db"));
}

/// The same target, its objects declared in the opposite order.
std::string shuffled(const Schema& schema) {
  std::string text;
  for (auto table = schema.tables.rbegin(); table != schema.tables.rend(); ++table) {
    if (table->second.kind != TableKind::shadow) text += table->second.sql + ";\n";
  }
  for (auto table = schema.tables.rbegin(); table != schema.tables.rend(); ++table) {
    const auto& indexes = table->second.indexes;
    for (auto index = indexes.rbegin(); index != indexes.rend(); ++index) {
      text += index->second.sql + ";\n";
    }
  }
  for (auto view = schema.views.rbegin(); view != schema.views.rend(); ++view) {
    text += view->second.sql + ";\n";
  }
  for (auto trigger = schema.triggers.rbegin(); trigger != schema.triggers.rend(); ++trigger) {
    text += trigger->second.sql + ";\n";
  }
  if (schema.user_version) {
    text += "PRAGMA user_version=" + std::to_string(*schema.user_version) + ";\n";
  }
  return text;
}

void order_of_declaration_means_nothing(const CaseFile& file, const std::string& target,
                                        const CaseAnswer& answer) {
  if (target != "target.sql") return;
  const std::string as_it_was = read_bytes(target);
  const std::string other_order = shuffled(load(target, {}).schema);
  std::ofstream(target, std::ios::binary) << other_order;
  const CaseAnswer other = ask(file, "live.db", target);
  CHECK(other.script == answer.script);
  CHECK(other.refusal == answer.refusal);
  std::ofstream(target, std::ios::binary) << as_it_was;
}

std::set<std::string> files_here() {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(".")) names.insert(entry.path().filename());
  return names;
}

}  // namespace

void check_invariants(const CaseFile& file, const std::string& target, const CaseAnswer& answer) {
  const std::string bytes = read_bytes("live.db");
  const std::set<std::string> files = files_here();
  ask(file, "live.db", target);
  CHECK(read_bytes("live.db") == bytes);
  CHECK(files_here() == files);
  order_of_declaration_means_nothing(file, target, answer);
  const Plan* plan = std::get_if<Plan>(&answer.planning);
  if (plan == nullptr) return;
  reaches_the_target(file, target, *plan);
  if (form_of(options_of(file)) == ScriptForm::transaction) {
    can_be_finished_anywhere(file, target, *plan);
  } else if (!plan->statements.empty()) {
    is_stopped_outside_a_batch(*plan);
  }
}

}  // namespace plumbline
