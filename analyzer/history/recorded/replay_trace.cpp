#include "analyzer/history/recorded/replay_trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "analyzer/declare/run_script.hpp"
#include "analyzer/history/log/read_log.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

bool is_setting(const std::string& pragma) {
  static constexpr std::array<std::string_view, 7> words = {
      "foreign_keys",    "defer_foreign_keys",  "legacy_alter_table",      "recursive_triggers",
      "writable_schema", "case_sensitive_like", "ignore_check_constraints"};
  return std::ranges::find(words, pragma) != words.end();
}

/// Those that settings_of() does not see.
bool can_be_compared(const std::string& pragma) {
  return pragma != "defer_foreign_keys" && pragma != "writable_schema" &&
         pragma != "case_sensitive_like";
}

bool is_stored_setting(const std::string& pragma) {
  return pragma == "user_version" || pragma == "application_id";
}

class TraceReplayer {
 public:
  TraceReplayer(const Connection& shadow, const TraceReplayInput& input)
      : shadow_(shadow),
        in_(input),
        log_(*input.after.log.runner),
        watch_(shadow, input.after.runners_tables),
        observer_(shadow),
        keys_(input.recorded_before) {}

  ReplayedTrace run() {
    for (const TracedStatement& statement : in_.statements) run(statement);
    if (shadow_.in_transaction()) {  // the process ended before it committed
      shadow_.execute("ROLLBACK");
      undo(0);
    }
    trace_.end = application_state(shadow_, in_.after, in_.mask);
    return std::move(trace_);
  }

 private:
  void run(const TracedStatement& statement) {
    if (is_echo(statement) || is_passed_over(statement.sql)) return;
    settings_ = settings_of(shadow_);
    observer_.take();
    const bool was_open = shadow_.in_transaction();
    const RanStatement ran = run_traced(shadow_, statement);
    Touched touched = observer_.take();
    forget_inner_statements(ran.sql, touched);
    expect_echoes(statement, ran);
    if (!touched.transaction.empty()) {
      if (!ran.failure) follow_transaction(touched, was_open);
    } else if (!ran.failure) {
      note(ran, touched);
    }
    if (!shadow_.in_transaction() && !open_.empty()) undo(0);  // an error can roll back, too
  }

  bool is_echo(const TracedStatement& statement) {
    if (echoes_ == 0 || statement != last_) return false;
    --echoes_;
    return true;
  }

  void expect_echoes(const TracedStatement& statement, const RanStatement& ran) {
    trace_.has_echoes |= ran.told_again > 0;
    echoes_ = in_.passes_over_echoes ? ran.told_again : 0;
    last_ = statement;
  }

  /// https://sqlite.org/lang_savepoint.html: names may repeat, the newest of a name is meant.
  void follow_transaction(const Touched& touched, bool was_open) {
    const std::string& what = touched.transaction;
    if (what == "BEGIN" || what == "SAVEPOINT BEGIN") {
      if (!was_open) ++transactions_;
      open_.push_back({Identifier(touched.savepoint), trace_.items.size()});
    } else if (what == "ROLLBACK") {
      undo(0);
    } else if (what == "COMMIT") {
      open_.clear();
    } else {
      const auto newest = std::ranges::find(open_.rbegin(), open_.rend(),
                                            Identifier(touched.savepoint), &Opened::savepoint);
      if (newest == open_.rend()) return;
      const auto place = static_cast<std::size_t>(open_.rend() - newest) - 1;
      const bool back = what == "SAVEPOINT ROLLBACK";
      const Opened kept = open_[place];
      if (back) undo(place);
      open_.resize(std::min(open_.size(), place));
      if (back) open_.push_back(kept);
    }
  }

  /// What was read has been read, and settings stay as they are.
  void undo(std::size_t place) {
    if (place >= open_.size()) return;
    const auto from = trace_.items.begin() + static_cast<std::ptrdiff_t>(open_[place].items);
    const auto gone = std::remove_if(from, trace_.items.end(), [](const TraceItem& item) {
      return item.kind == TraceItem::Kind::change || item.kind == TraceItem::Kind::record;
    });
    trace_.items.erase(gone, trace_.items.end());
    open_.resize(place);
    watch_.compared();
    keys_ = in_.recorded_before;
    for (const TraceItem& item : trace_.items) keys_.insert(item.keys.begin(), item.keys.end());
  }

  void note(const RanStatement& ran, const Touched& touched) {
    saw_log_ |= touches_log(touched);
    if (!touched.pragma.empty()) {
      note_pragma(ran, touched);
    } else if (is_change(ran, touched)) {
      add(TraceItem::Kind::change, ran).changes_schema = changes_schema_;
      const bool gives_old_rows =
          ran.gives_rows && std::ranges::any_of(touched.writes, [](auto& w) {
            return w.second.deletes || !w.second.updates.empty();
          });
      if (gives_old_rows) add(TraceItem::Kind::reading, ran);
    } else if (ran.gives_rows && reads_application(touched)) {
      add(TraceItem::Kind::reading, ran);
    }
    if (writes_log(touched)) look_at_log(ran);
  }

  /// Whatever it does to the application, a statement that writes the runner's tables is not the
  /// migration's.
  bool is_change(const RanStatement& ran, const Touched& touched) {
    const bool objects = touched.adds_objects || touched.changes_objects;
    changes_schema_ = objects && !watch_.compared().empty();
    if (std::ranges::any_of(touched.writes, [&](auto& w) { return is_runners(w.first); })) {
      return false;
    }
    return changes_schema_ || !touched.writes.empty() ||
           (!ran.only_reads && !touched.temp_tables.empty());
  }

  void note_pragma(const RanStatement& ran, const Touched& touched) {
    if (touched.pragma_value.empty()) return;
    if (is_stored_setting(touched.pragma)) {
      if (keeps_log_in(touched.pragma)) return;
      add(TraceItem::Kind::change, ran).changes_schema = true;
      return;
    }
    // What comes before the runner looks at its log is how it opens its connection.
    if (!is_setting(touched.pragma) || !saw_log_) return;
    const ConnectionSettings now = settings_of(shadow_);
    observer_.take();
    // Inside a transaction it does nothing, and is told all the same: somebody counts on it.
    const bool idle = now == settings_ && !shadow_.in_transaction();
    if (idle && can_be_compared(touched.pragma)) return;
    add(TraceItem::Kind::setting, ran).after = now;
  }

  TraceItem& add(TraceItem::Kind kind, const RanStatement& ran) {
    TraceItem item;
    item.kind = kind;
    item.sql = ran.sql;
    item.before = item.after = settings_;
    item.transaction = shadow_.in_transaction() ? transactions_ : 0;
    return trace_.items.emplace_back(std::move(item));
  }

  bool is_runners(const Identifier& table) const {
    return in_.after.runners_tables.contains(table);
  }

  bool keeps_log_in(const std::string& pragma) const {
    return log_.mode == LogMode::user_version && pragma == "user_version";
  }

  bool touches_log(const Touched& touched) const {
    const auto is_ours = [&](const auto& entry) { return is_runners(entry.first); };
    return keeps_log_in(touched.pragma) || std::ranges::any_of(touched.reads, is_ours) ||
           std::ranges::any_of(touched.writes, is_ours);
  }

  bool writes_log(const Touched& touched) const {
    if (log_.mode == LogMode::user_version) {
      return keeps_log_in(touched.pragma) && !touched.pragma_value.empty();
    }
    return touched.writes.contains(in_.after.log.table);
  }

  bool reads_application(const Touched& touched) {
    return std::ranges::any_of(touched.reads, [&](const auto& entry) {
      if (is_runners(entry.first)) return false;
      Query query(shadow_,
                  "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND "
                  "lower(name) = lower(?1)");
      query.bind(1, entry.first.text());
      return query.step();
    });
  }

  void look_at_log(const RanStatement& ran) {
    std::vector<std::string> keys;
    for (const LogRecord& record : read_log(shadow_, in_.after.log).records) {
      if (!record.failed && keys_.insert(record.key).second) keys.push_back(record.key);
    }
    if (keys.empty()) return;
    TraceItem& item = add(TraceItem::Kind::record, ran);
    item.keys = std::move(keys);
    item.behind = application_state(shadow_, in_.after, in_.mask);
    observer_.take();
  }

  struct Opened {
    Identifier savepoint;  ///< empty for BEGIN
    std::size_t items = 0;
  };

  const Connection& shadow_;
  const TraceReplayInput& in_;
  const Runner& log_;
  SchemaWatch watch_;
  Observer observer_;
  std::set<std::string> keys_;
  ReplayedTrace trace_;
  std::vector<Opened> open_;
  ConnectionSettings settings_;
  TracedStatement last_;
  int transactions_ = 0;
  int echoes_ = 0;
  bool changes_schema_ = false;
  bool saw_log_ = false;
};

}  // namespace

ReplayedTrace replay_trace(const Connection& shadow, const TraceReplayInput& input) {
  return TraceReplayer(shadow, input).run();
}

ApplicationState application_state(const Connection& connection, const ScratchState& after,
                                   const Mask& mask) {
  std::set<Identifier> left_out = after.runners_tables;
  left_out.insert(Identifier("sqlite_sequence"));
  std::vector<std::string> ignored;
  return {without_log(introspect(connection), after.log, ignored),
          contents_of(connection, left_out, mask)};
}

}  // namespace plumbline
