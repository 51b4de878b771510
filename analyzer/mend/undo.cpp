#include <algorithm>

#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/mend/state_at.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/reconcile/born.hpp"
#include "analyzer/reconcile/row_evidence.hpp"
#include "analyzer/reconcile/rows_elsewhere.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

/// A name under which a table waits to be dropped while its own name goes back to the table that
/// had it before.
Identifier name_while_undone(const Identifier& table) {
  return Identifier("plumbline_undone_" + table.text());
}

bool has_table(const Schema& schema, const Identifier& table) {
  return schema.tables.contains(table);
}

class Undoer {
 public:
  explicit Undoer(const MendInput& input) : in_(input), situation_(input.reconciled.situation) {}

  Planning run() {
    if (const auto refusal = log_refusal(in_)) return *refusal;
    const auto& stopped = in_.reconciled.stopped;
    if (!stopped) {
      return situation_.points.empty()
                 ? Planning(refused("no point of any migration fits the schema as a whole, so what "
                                    "there is to undo is not known",
                                    "see status; repair --to a declared schema instead"))
                 : Planning(nothing_to_do(in_));
    }
    if (stopped->candidates.back() == 0) return nothing_to_do(in_);
    if (!in_.reconciled.facts.lost_temp_tables.empty()) {
      return refused("rows that sat in a TEMP table went with the connection: they are gone",
                     "restore them from a backup");
    }
    place_ = stopped->place;
    const std::vector<std::size_t> fits = in_.reconciled.decision->fits;
    if (situation_.migration_at(place_).has_sql) {
      for (const std::size_t after : fits) {
        if (const auto refusal = try_with_made_up_rows(after)) return *refusal;
      }
    }
    return plan(in_.live, fits.front(), in_.options, log_work());
  }

 private:
  const std::vector<StatementEffect>& effects() const { return situation_.replay.effects[place_]; }
  std::size_t start() const { return situation_.line.start_of(place_); }

  LogWork log_work() const {
    LogWork log;
    const std::size_t index = situation_.replay.order[place_];
    const bool marked = situation_.matched.of[index].dirty || situation_.matched.of[index].recorded;
    if (!situation_.log) return log;
    const LogContext context = log_context(situation_);
    if (marked) log.statements = unrecord_migration(context, index);
    log.guards = log_guards(context, {});
    return log;
  }

  Planning plan(const Source& from, std::size_t after, const Options& options,
                const LogWork& log) const {
    const Source target = state_at(situation_, start(), from.connection, options);
    Options undoing = options;
    undoing.drop_extra = true;
    if (makes_nothing_of_value(from, after)) undoing.allow.insert(Hazard::drop_table);
    const Source live = copy_of(from, options);
    return plan_repair(live, target, renames_back(from.schema, target.schema, after), undoing, log);
  }

  /// What the migration made holds no rows, or only such as it wrote there itself.
  bool makes_nothing_of_value(const Source& from, std::size_t after) const {
    const Born born = born_by(effects(), after);
    const bool empty = std::ranges::all_of(born.tables, [&](const auto& entry) {
      const std::string rows = "SELECT count(*) FROM main." + entry.first.quoted();
      return !has_table(from.schema, entry.first) || from.connection.integer(rows) == 0;
    });
    if (empty || !situation_.migration_at(place_).has_sql) return empty;
    return holds_its_own_rows(from.connection, situation_.in_hand(place_), after,
                              situation_.runners_tables, in_.options)
        .value_or(false);
  }

  /// Names that the migration has changed go back.
  std::vector<Rename> renames_back(const Schema& live, const Schema& target,
                                   std::size_t after) const {
    std::vector<Rename> renames;
    const auto add_table = [&](const Identifier& from, const Identifier& to) {
      if (!has_table(live, from) || !has_table(target, to)) return;
      if (has_table(live, to)) renames.push_back({to, std::nullopt, name_while_undone(to)});
      renames.push_back({from, std::nullopt, to});
    };
    for (const TableRename& rename : table_renames(effects())) {
      if (rename.statement <= after) {
        add_table(rename.to, rename.from);
      } else if (!has_table(live, rename.to) && has_table(target, rename.to)) {
        add_table(rename.from, rename.to);  // a rebuild that lacks its last step
      }
    }
    add_columns(live, after, renames);
    return renames;
  }

  void add_columns(const Schema& live, std::size_t after, std::vector<Rename>& renames) const {
    for (std::size_t i = 0; i < after; ++i) {
      for (const ObjectChange& change : effects()[i].changes) {
        if (change.object.type != "table" || !change.from || !change.to) continue;
        const std::set<Identifier> before = columns_in(*change.from);
        const std::set<Identifier> now = columns_in(*change.to);
        std::vector<Identifier> gone, come;
        std::ranges::set_difference(before, now, std::back_inserter(gone));
        std::ranges::set_difference(now, before, std::back_inserter(come));
        if (gone.size() != 1 || come.size() != 1 || !has_table(live, change.object.name)) continue;
        renames.push_back({change.object.name, come.front(), gone.front()});
      }
    }
  }

  /// The same on a database like it with made-up rows, whose rows before are known: whether undoing
  /// brings them back.
  std::optional<Refused> try_with_made_up_rows(std::size_t after) const {
    constexpr int rows_each = 3;
    const Source base = state_at(situation_, start(), in_.live.connection, in_.options);
    synthesise_rows(base.connection, base.schema, rows_each,
                    {situation_.runners_tables.begin(), situation_.runners_tables.end()});
    const Source stopped = copy_of(base, in_.options);
    std::size_t failed = 0;
    if (const auto failure =
            run_statements_on(stopped.connection, situation_.in_hand(place_), 0, after, failed)) {
      return refused("whether undoing would bring back all rows could not be tried: statement " +
                         std::to_string(failed) + " fails on made-up rows: " + failure->message,
                     "use --finish, or restore a backup");
    }
    Source now = copy_of(stopped, in_.options);
    Options all = in_.options;
    all.allow.insert(all_hazards().begin(), all_hazards().end());
    const Planning planning = plan(now, after, all, {});
    const Plan* plan = std::get_if<Plan>(&planning);
    if (plan == nullptr) return std::get<Refused>(planning);
    for (const Statement& statement : plan->statements) {
      for (const std::string& sql : run_here(statement)) stopped.connection.execute(sql);
    }
    const std::vector<Identifier> tables =
        differing_tables(contents_of(base.connection, situation_.runners_tables, {}),
                         contents_of(stopped.connection, situation_.runners_tables, {}));
    if (tables.empty()) return std::nullopt;
    return refused("undoing cannot bring back what " + situation_.migration_at(place_).id +
                       " has done to the rows of " + tables.front().text() +
                       (tables.size() > 1 ? " and others" : ""),
                   "use --finish, or restore a backup");
  }

  const MendInput& in_;
  const Situation& situation_;
  std::size_t place_ = 0;
};

}  // namespace

Planning undo(const MendInput& input) { return Undoer(input).run(); }

}  // namespace plumbline
