#include <algorithm>

#include "analyzer/mend/made_up_rows.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/mend/of_no_value.hpp"
#include "analyzer/mend/state_at.hpp"
#include "analyzer/plan/hazards.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/reconcile/born.hpp"
#include "analyzer/reconcile/row_evidence.hpp"
#include "analyzer/reconcile/rows_elsewhere.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

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
                 : nothing_left();
    }
    if (!in_.reconciled.facts.lost_temp_tables.empty()) {
      return refused("rows that sat in a TEMP table went with the connection: they are gone",
                     "restore them from a backup");
    }
    place_ = stopped->place;
    std::set<std::size_t> points;
    for (const std::size_t after : in_.reconciled.decision->fits) {
      points.insert(resume_point(effects(), after));
    }
    if (*points.rbegin() == 0) return nothing_left();
    const std::vector<std::size_t> fits(points.begin(), points.end());
    if (situation_.migration_at(place_).has_sql) {
      if (const auto refusal = what_cannot_come_back(fits.back())) return *refusal;
      for (const std::size_t after : fits) {
        if (const auto refusal = try_with_made_up_rows(after)) return *refusal;
      }
    }
    return plan(in_.live, fits.front(), in_.options, log_work());
  }

 private:
  const std::vector<StatementEffect>& effects() const { return situation_.replay.effects[place_]; }
  std::size_t start() const { return situation_.line.start_of(place_); }

  /// But a mark of failure may still keep the runner from starting.
  Planning nothing_left() const {
    return marked_as_failed(in_) ? mend_log(in_) : Planning(nothing_to_do(in_));
  }

  LogWork log_work() const {
    LogWork log;
    log.tables = situation_.runners_tables;
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
    undoing.exact = true;  // to the letter: it was so before
    if (makes_nothing_of_value(from, after)) undoing.allow.insert(Hazard::drop_table);
    const std::vector<Rename> renames = renames_back(from.schema, target.schema, after);
    LogWork work = log;
    const auto guards = columns_at_their_defaults(from, target.schema);
    if (guards && !guards->empty() && renames.empty()) {
      undoing.allow.insert(Hazard::drop_column);
      work.guards.insert(work.guards.end(), guards->begin(), guards->end());
    }
    work.first = out_of_the_way(from, renames);
    std::vector<Refusal> refusals;
    for (const Statement& statement : work.first) {
      refuse_hazards(statement.hazards, undoing, refusals);
    }
    if (!refusals.empty()) return Refused{std::move(refusals)};
    Planning exact = plan_repair(copy_of(from, options), target, renames, undoing, work);
    if (std::holds_alternative<Plan>(exact)) return exact;
    // RENAME leaves names in quotes: the same schema in other words is as good.
    undoing.exact = false;
    return plan_repair(copy_of(from, options), target, renames, undoing, work);
  }

  /// New tables under the names that go back to the tables that had them before.
  static std::vector<Statement> out_of_the_way(const Source& from,
                                               const std::vector<Rename>& renames) {
    std::vector<Statement> statements;
    for (const Rename& rename : renames) {
      if (rename.column || !has_table(from.schema, rename.to)) continue;
      const std::string name = rename.to.quoted();
      const std::int64_t rows =
          from.connection.integer("SELECT count(*) FROM main." + name).value_or(0);
      statements.push_back({"DROP TABLE " + name,
                            "its name goes back to the table that had it before",
                            {{Hazard::drop_table, rename.to, std::nullopt, rows}}});
    }
    return statements;
  }

  /// What the migration made holds no rows, or only such as it wrote there itself.
  bool makes_nothing_of_value(const Source& from, std::size_t after) const {
    const Born born = born_by(effects(), after);
    const bool empty = std::ranges::all_of(born.tables, [&](const auto& entry) {
      return !has_table(from.schema, entry.first) || is_empty(from.connection, entry.first);
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

  /// Rows that were there before and were changed, added to or copied in part: what they were is in
  /// no place any more, or cannot be told from what came.
  std::optional<Refused> what_cannot_come_back(std::size_t after) const {
    const std::set<Identifier> gone = tables_that_go(after);
    for (std::size_t i = 0; i < after; ++i) {
      const StatementEffect& effect = effects()[i];
      if (effect.touched.writes.empty() && !makes_table(effect)) continue;
      const bool changes =
          is_data_statement(effect) && !writes_only(born_by(effects(), i), effect.touched);
      const bool part = copies_in_part(effect, situation_.migration_at(place_).up[i].sql, gone);
      if (!changes && !part) continue;
      return refused("statement " + std::to_string(i + 1) + " of " +
                         situation_.migration_at(place_).id +
                         (changes ? " may have changed rows that were there before"
                                  : " may have copied a part of the rows or changed them, and "
                                    "their table is gone") +
                         ": nothing tells what they were",
                     "use --finish, or restore a backup");
    }
    return std::nullopt;
  }

  /// And not by renaming one.
  static bool makes_table(const StatementEffect& effect) {
    const auto is_table = [](const ObjectChange& c) { return c.object.type == "table"; };
    return std::ranges::any_of(effect.changes, is_table) &&
           std::ranges::none_of(effect.changes,
                                [&](const ObjectChange& c) { return is_table(c) && c.from; });
  }

  /// Those that are dropped, and those that were made and that undoing drops.
  std::set<Identifier> tables_that_go(std::size_t after) const {
    std::set<Identifier> tables;
    for (std::size_t i = 0; i < after; ++i) {
      const StatementEffect& effect = effects()[i];
      tables.insert(effect.touched.dropped.begin(), effect.touched.dropped.end());
      if (!makes_table(effect)) continue;
      for (const ObjectChange& change : effect.changes) tables.insert(change.object.name);
    }
    return tables;
  }

  static bool copies_in_part(const StatementEffect& effect, const std::string& sql,
                             const std::set<Identifier>& gone) {
    const bool reads_gone = std::ranges::any_of(effect.touched.reads, [&](const auto& entry) {
      return gone.contains(entry.first) && !effect.touched.writes.contains(entry.first);
    });
    if (!reads_gone) return false;
    static constexpr std::string_view words[] = {
        "where", "distinct", "group", "limit", "having", "join", "except", "intersect", "or"};
    const std::vector<Token> tokens = tokens_of(sql);
    return computes_values(tokens) || std::ranges::any_of(tokens, [](const Token& token) {
             return std::ranges::any_of(
                 words, [&](std::string_view word) { return is_word(token, word); });
           });
  }

  /// Whether its SELECT gives more than columns and literals: coalesce(a, 0) is 0 for two rows that
  /// made-up ones may not tell apart.
  static bool computes_values(const std::vector<Token>& tokens) {
    static constexpr std::string_view harmless[] = {",", ".", "*"};
    bool inside = false;
    for (const Token& token : tokens) {
      if (is_word(token, "from")) return false;
      const bool computes =
          is_word(token, "case") || (token.kind == TokenKind::symbol &&
                                     std::ranges::find(harmless, token.text) == std::end(harmless));
      if (inside && computes) return true;
      inside |= is_word(token, "select");
    }
    return false;
  }

  /// The same on a database like it with made-up rows, whose rows before are known: whether undoing
  /// brings them back.
  std::optional<Refused> try_with_made_up_rows(std::size_t after) const {
    // The migration may be written for rows that are filled: then it is tried on such.
    constexpr int with_nulls = 3, filled = 2;
    std::string failure;
    for (const int rows : {with_nulls, filled}) {
      const Source base = made_up(state_at(situation_, start(), in_.live.connection, in_.options),
                                  rows, situation_.runners_tables);
      const Source stopped = copy_of(base, in_.options);
      std::size_t failed = 0;
      const auto refusal =
          run_statements_on(stopped.connection, situation_.in_hand(place_), 0, after, failed);
      if (!refusal) return undone_on(base, stopped, after);
      failure =
          "statement " + std::to_string(failed) + " fails on made-up rows: " + refusal->message;
    }
    return refused("whether undoing would bring back all rows could not be tried: " + failure,
                   "use --finish, or restore a backup");
  }

  /// Undoes what was done to `base` on `stopped`, and compares the two.
  std::optional<Refused> undone_on(const Source& base, const Source& stopped,
                                   std::size_t after) const {
    Options all = in_.options;
    all.allow.insert(all_hazards().begin(), all_hazards().end());
    const Planning planning = plan(copy_of(stopped, in_.options), after, all, {});
    const Plan* plan = std::get_if<Plan>(&planning);
    if (plan == nullptr) return std::get<Refused>(planning);
    run_plan(stopped.connection, *plan, in_.options);
    const std::string lost =
        what_differs(base.connection, stopped.connection, situation_.runners_tables);
    if (lost.empty()) return std::nullopt;
    return refused("undoing cannot bring back what " + situation_.migration_at(place_).id +
                       " has done to " + lost,
                   "use --finish, or restore a backup");
  }

  const MendInput& in_;
  const Situation& situation_;
  std::size_t place_ = 0;
};

}  // namespace

Planning undo(const MendInput& input) {
  try {
    return Undoer(input).run();
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::failed) throw;
    return refused(std::string("undoing could not be tried: ") + error.what(),
                   "use --finish, or restore a backup");
  }
}

}  // namespace plumbline
