#include "analyzer/history/recorded/attribute_trace.hpp"

#include <algorithm>
#include <span>

namespace plumbline {

namespace {

using Kind = TraceItem::Kind;
using Items = std::span<const TraceItem>;

bool is_statement(const TraceItem& item) {
  return item.kind == Kind::change || item.kind == Kind::setting;
}

bool is_change(const TraceItem& item) { return item.kind == Kind::change; }

void append(std::vector<std::string> more, std::vector<std::string>& statements) {
  statements.insert(statements.end(), more.begin(), more.end());
}

/// Whether the settings are `application` again before anything else happens: a runner restores
/// them behind its record.
bool is_restored(const TraceItem& record, Items rest, const ConnectionSettings& application) {
  if (record.after == application) return true;
  for (const TraceItem& item : rest) {
    if (item.kind != Kind::setting) return false;
    if (item.after == application) return true;
  }
  return false;
}

/// The items of one migration, from behind the record of the one before it to its own.
class Cut {
 public:
  Cut(Items items, const TraceItem& record, Items rest, const ConnectionSettings& application)
      : items_(items), record_(record), rest_(rest), application_(application) {}

  TracedMigration take() {
    TracedMigration migration;
    migration.key = record_.keys.front();
    migration.behind = record_.behind;
    const auto reading = std::ranges::find(items_, Kind::reading, &TraceItem::kind);
    if (reading != items_.end()) migration.reads = reading->sql;
    const auto change = std::ranges::find_if(items_, is_change);
    if (change == items_.end()) return migration;
    // Settings before are known by what they lead to; those inside its transaction lead nowhere.
    const auto first = std::ranges::find_if(items_, [&](const TraceItem& item) {
      return is_change(item) || (item.kind == Kind::setting && item.transaction != 0 &&
                                 item.transaction == change->transaction);
    });
    const Items own = items_.subspan(static_cast<std::size_t>(first - items_.begin()));
    migration.transaction = mode(own);
    append(pragmas_for(application_, first->before), sql_);
    if (!sql_.empty()) migration.transaction = TransactionMode::none;
    write(own, migration.transaction == TransactionMode::none);
    migration.sql = std::move(sql_);
    return migration;
  }

 private:
  TransactionMode mode(Items own) const {
    const int around = record_.transaction;
    const bool whole = std::ranges::all_of(own, [&](const TraceItem& item) {
      return !is_statement(item) || item.transaction == around;
    });
    return around != 0 && whole ? TransactionMode::per_migration : TransactionMode::none;
  }

  void write(Items own, bool with_transactions) {
    int open = 0;
    for (const TraceItem& item : own) {
      if (!is_statement(item)) continue;
      if (with_transactions && item.transaction != open) {
        if (open != 0) sql_.emplace_back("COMMIT");
        open = item.transaction;
        if (open != 0) sql_.emplace_back("BEGIN");
      }
      sql_.push_back(item.sql);
    }
    if (open != 0) sql_.emplace_back("COMMIT");
    restore();
  }

  /// A migration that has switched something itself, and nobody has switched it back, says so by
  /// what is missing.
  void restore() {
    if (record_.after == application_) return;
    const bool switched = std::ranges::any_of(items_, [&](const TraceItem& item) {
      return item.kind == Kind::setting && item.after != application_;
    });
    if (switched && !is_restored(record_, rest_, application_)) return;
    append(pragmas_for(record_.after, application_), sql_);
  }

  Items items_;
  const TraceItem& record_;
  Items rest_;
  const ConnectionSettings& application_;
  std::vector<std::string> sql_;
};

std::string beginning_of(const std::string& sql) {
  constexpr std::size_t enough = 80;
  std::string line = sql.substr(0, sql.find('\n'));
  if (line.size() > enough) line = line.substr(0, enough - 3) + "…";
  return line;
}

/// Why the records do not part the statements; empty where they do.
std::string why_not_parted(Items items) {
  const auto last = std::ranges::find(items.rbegin(), items.rend(), Kind::record, &TraceItem::kind);
  const Items rest = items.subspan(static_cast<std::size_t>(items.rend() - last));
  for (const TraceItem& item : items) {
    if (item.keys.size() > 1) {
      return item.keys.front() + " and " + item.keys.back() + " were recorded by one statement";
    }
  }
  for (const TraceItem& item : rest) {
    const bool same = item.transaction != 0 && item.transaction == last->transaction;
    if (is_change(item) && (same || item.changes_schema)) {
      return "behind the record of " + last->keys.front() +
             " the run goes on, and whose that is cannot be told: " + beginning_of(item.sql);
    }
  }
  return "";
}

/// What an application does once its migrations are through (Django's post_migrate).
void note_rest(Items rest, const std::string& key, TracedRun& run) {
  const auto changes = std::ranges::count_if(rest, is_change);
  if (changes == 0) return;
  run.notes.push_back(
      key + ": " + std::to_string(changes) +
      (changes == 1 ? " statement behind its record does" : " statements behind its record do") +
      " not count as its own, the first: " +
      beginning_of(std::ranges::find_if(rest, is_change)->sql));
}

}  // namespace

TracedRun attribute_trace(const std::vector<TraceItem>& items,
                          const ConnectionSettings& application) {
  TracedRun run;
  if (std::ranges::find(items, Kind::record, &TraceItem::kind) == items.end()) {
    run.why_not = "the trace does not show how it was recorded";
    return run;
  }
  run.why_not = why_not_parted(items);
  if (!run.why_not.empty()) return run;
  Items rest(items);
  while (true) {
    const auto record = std::ranges::find(rest, Kind::record, &TraceItem::kind);
    if (record == rest.end()) break;
    const auto place = static_cast<std::size_t>(record - rest.begin());
    const Items behind = rest.subspan(place + 1);
    run.migrations.push_back(Cut(rest.first(place), *record, behind, application).take());
    rest = behind;
  }
  note_rest(rest, run.migrations.back().key, run);
  return run;
}

}  // namespace plumbline
