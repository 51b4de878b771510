#include "analyzer/reconcile/replay.hpp"

#include <algorithm>

#include "analyzer/declare/run_script.hpp"
#include "analyzer/declare/write_sql.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

constexpr const char* no_such_table = "no such table: ";

const char* on_off(bool on) { return on ? "ON" : "OFF"; }

/// The settings of a database that are no objects but are written into it all the same.
bool is_stored_setting(const std::string& pragma) {
  return pragma == "user_version" || pragma == "application_id";
}

class Replayer {
 public:
  Replayer(const Connection& shadow, const ReplayInput& input)
      : shadow_(shadow),
        input_(input),
        watch_(shadow, names_of(input.runners_tables)),
        observer_(shadow) {}

  std::vector<StatementEffect> run(const Migration& migration) {
    if (!migration.has_sql) return jump(migration);
    land();
    start();
    std::vector<StatementEffect> effects;
    effects.reserve(migration.up.size());
    for (const MigrationStatement& statement : migration.up) effects.push_back(run(statement.sql));
    // A file may leave its transaction open for the runner to commit.
    if (shadow_.in_transaction()) shadow_.execute("COMMIT");
    return effects;
  }

  /// Makes the shadow hold what the last jump led to; its rows are gone then.
  void land() {
    if (landing_ == nullptr) return;
    for (const std::string& pragma :
         pragmas_for(settings_of(shadow_), {false, false, false, false})) {
      shadow_.execute(pragma);
    }
    for (const char* type : {"trigger", "view", "table"}) drop_all(type);
    for (const std::string& sql : create_statements_of(*landing_)) shadow_.try_execute(sql);
    settings_.reset();
    landing_ = nullptr;
    watch_.compared();
    observer_.take();
  }

 private:
  static std::set<Identifier> names_of(const std::map<Identifier, std::string>& tables) {
    std::set<Identifier> names;
    for (const auto& [name, sql] : tables) names.insert(name);
    return names;
  }

  /// Every migration begins with the settings that the application has.
  void start() {
    ConnectionSettings fresh;
    fresh.foreign_keys = input_.options.foreign_keys;
    if (settings_ == fresh) return;
    for (const std::string& pragma : pragmas_for(settings_.value_or(settings_of(shadow_)), fresh)) {
      shadow_.execute(pragma);
    }
    settings_ = fresh;
  }

  StatementEffect run(const std::string& sql) {
    StatementEffect effect;
    effect.before = *settings_;
    const bool was_in_transaction = shadow_.in_transaction();
    effect.failure = run_with_runners_tables(sql);
    effect.touched = observer_.take();
    forget_inner_statements(sql, effect.touched);
    effect.in_transaction = shadow_.in_transaction();
    if (!effect.touched.transaction.empty()) effect.failure.reset();
    read_changes(effect, was_in_transaction && !effect.in_transaction);
    return effect;
  }

  /// A failed statement leaves nothing, unless it has rolled its transaction back.
  void read_changes(StatementEffect& effect, bool transaction_ended) {
    const Touched& touched = effect.touched;
    const bool undone = transaction_ended || touched.transaction.starts_with("ROLLBACK") ||
                        touched.transaction.starts_with("SAVEPOINT ROLLBACK");
    if (undone || (touched.changes_objects && !effect.failure)) {
      effect.changes = watch_.compared();
    } else if (touched.adds_objects && !effect.failure) {
      effect.changes = watch_.added();
    }
    if (effect.failure || touched.pragma.empty()) return;
    settings_ = settings_of(shadow_);
    observer_.take();
    if (is_stored_setting(touched.pragma)) read_stored_setting(effect);
  }

  void read_stored_setting(StatementEffect& effect) {
    const std::string& name = effect.touched.pragma;
    const std::string now = std::to_string(shadow_.integer("PRAGMA " + name).value_or(0));
    observer_.take();
    std::string& known = stored_.try_emplace(name, "0").first->second;
    if (now == known) return;
    effect.changes.push_back({{"pragma", Identifier(name)}, known, now});
    known = now;
  }

  /// The runner makes its tables before the first migration; some migrations change or read them.
  std::optional<SqlFailure> run_with_runners_tables(const std::string& sql) {
    const auto failure = run_migration_statement(shadow_, sql);
    if (!failure || !failure->message.starts_with(no_such_table)) return failure;
    std::string missing = failure->message.substr(std::string_view(no_such_table).size());
    if (missing.starts_with("main.")) missing.erase(0, 5);
    const auto table = input_.runners_tables.find(Identifier(missing));
    if (table == input_.runners_tables.end() || shadow_.try_execute(table->second)) return failure;
    watch_.added();
    return run_migration_statement(shadow_, sql);
  }

  /// To what a snapshot says: an effect for each object that differs. The shadow follows only
  /// where it is needed.
  std::vector<StatementEffect> jump(const Migration& migration) {
    std::vector<StatementEffect> effects;
    if (!migration.snapshot) return effects;
    const std::set<Identifier> left_out = names_of(input_.runners_tables);
    const ObjectTexts before = landing_ != nullptr ? jumped_to_ : object_texts(shadow_, left_out);
    ObjectTexts next = object_texts(*migration.snapshot, left_out);
    const auto add = [&](ObjectChange change) {
      StatementEffect effect;
      effect.changes.push_back(std::move(change));
      effects.push_back(std::move(effect));
    };
    for (const auto& [object, sql] : before) {
      if (!next.contains(object)) add({object, sql, std::nullopt});
    }
    for (const auto& [object, sql] : next) {
      const auto was = before.find(object);
      if (was == before.end()) {
        add({object, std::nullopt, sql});
      } else if (was->second != sql && !same_object(object, was->second, sql)) {
        add({object, was->second, sql});
      }
    }
    observer_.take();
    if (effects.empty()) return effects;
    jumped_to_ = std::move(next);
    landing_ = &*migration.snapshot;
    return effects;
  }

  void drop_all(const std::string& type) {
    std::vector<std::string> names;
    Query query(shadow_,
                "SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE "
                "'sqlite\\_%' ESCAPE '\\'");
    query.bind(1, type);
    while (query.step()) names.push_back(Identifier(query.text(0)).quoted());
    query.reset();
    for (const std::string& name : names) shadow_.try_execute("DROP " + type + " " + name);
  }

  const Connection& shadow_;
  const ReplayInput& input_;
  SchemaWatch watch_;
  Observer observer_;
  std::optional<ConnectionSettings> settings_;
  std::map<std::string, std::string> stored_;
  ObjectTexts jumped_to_;            ///< what landing_ says
  const Schema* landing_ = nullptr;  ///< of the last jump, where the shadow has not followed yet
};

}  // namespace

void forget_inner_statements(std::string_view sql, Touched& touched) {
  const std::string word = ascii_lower(sql.substr(0, sql.find_first_of(" \t\r\n;(/-")));
  if (word != "pragma") touched.pragma.clear();
  if (word == "alter") touched.functions.clear();
  constexpr std::string_view transaction_words[] = {"begin",    "commit",    "end",
                                                    "rollback", "savepoint", "release"};
  if (std::ranges::find(transaction_words, word) == std::end(transaction_words)) {
    touched.transaction.clear();
  }
}

ConnectionSettings settings_of(const Connection& connection) {
  const auto is_on = [&](const char* pragma) {
    return connection.integer(std::string("PRAGMA ") + pragma).value_or(0) != 0;
  };
  return {is_on("foreign_keys"), is_on("legacy_alter_table"), is_on("recursive_triggers"),
          is_on("ignore_check_constraints")};
}

std::vector<std::string> pragmas_for(const ConnectionSettings& from, const ConnectionSettings& to) {
  std::vector<std::string> pragmas;
  const auto add = [&](const char* name, bool before, bool after) {
    if (before != after) pragmas.push_back(std::string("PRAGMA ") + name + "=" + on_off(after));
  };
  add("foreign_keys", from.foreign_keys, to.foreign_keys);
  add("legacy_alter_table", from.legacy_alter_table, to.legacy_alter_table);
  add("recursive_triggers", from.recursive_triggers, to.recursive_triggers);
  add("ignore_check_constraints", from.ignore_check_constraints, to.ignore_check_constraints);
  return pragmas;
}

bool is_durable(const StatementEffect& effect) {
  return !effect.changes.empty() || !effect.touched.writes.empty();
}

bool is_data_statement(const StatementEffect& effect) {
  return effect.changes.empty() && !effect.touched.writes.empty();
}

std::optional<SqlFailure> run_migration_statement(const Connection& shadow,
                                                  const std::string& sql) {
  if (is_passed_over(sql)) return std::nullopt;
  return shadow.try_execute(sql);
}

namespace {

Replay run_through(Replayer& replayer, const ReplayInput& input, std::size_t count) {
  Replay replay;
  for (std::size_t i = 0; i < std::min(count, input.order.size()); ++i) {
    replay.order.push_back(input.order[i]);
    replay.effects.push_back(replayer.run(input.migrations[input.order[i]]));
  }
  return replay;
}

}  // namespace

Replay replay_on(const Connection& shadow, const ReplayInput& input, std::size_t count) {
  Replayer replayer(shadow, input);
  Replay replay = run_through(replayer, input, count);
  replayer.land();
  return replay;
}

Replay replay(const ReplayInput& input) {
  const Connection shadow = empty_shadow("a replay of the migrations", input.options.deadline);
  Replayer replayer(shadow, input);
  return run_through(replayer, input, input.order.size());
}

}  // namespace plumbline
