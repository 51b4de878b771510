#include "analyzer/apply/apply.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include "analyzer/apply/look_behind.hpp"
#include "analyzer/apply/state_behind.hpp"
#include "analyzer/fingerprint.hpp"
#include "analyzer/sqlite/back_up.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/live_writer.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

fs::path free_backup_name(const fs::path& database, const std::string& starts_from) {
  constexpr std::size_t digits = 12;
  const std::string stem = database.string() + ".before-" + starts_from.substr(0, digits);
  std::error_code failure;
  fs::path name = stem + ".bak";
  for (int n = 2; fs::exists(name, failure); ++n) name = stem + "-" + std::to_string(n) + ".bak";
  return name;
}

Refusal refusal(const std::string& reason, const std::string& remedy) {
  return {{}, reason, remedy, std::nullopt};
}

/// Less than this is free for certain to be too little.
std::optional<Refusal> too_little_room(const std::string& database, const Plan& plan) {
  const std::int64_t needed =
      cost_of_applying(database, plan).backup_bytes + plan.cost.bytes_needed;
  std::error_code failure;
  const fs::space_info space = fs::space(fs::absolute(database).parent_path(), failure);
  if (failure || space.available >= static_cast<std::uintmax_t>(needed)) return std::nullopt;
  return refusal("it needs about " + std::to_string(needed) + " bytes beside the database, and " +
                     std::to_string(space.available) + " are free",
                 "make room on that disk first");
}

/// The script's own guards speak through constraints on TEMP tables of these names.
bool is_guard(const SqlFailure& failure) {
  return failure.message.find("constraint failed: plumbline_") != std::string::npos;
}

std::string cause_of(const SqlFailure& failure, const std::string& statement) {
  if (is_full(failure)) return "there is no room left on the disk (" + failure.message + ")";
  if (is_busy(failure)) {
    return failure.message + ": another program is using it, so stop the application first";
  }
  return failure.message + " (at: " + statement + ")";
}

class Application {
 public:
  Application(const std::string& database, const Plan& plan, const OnProgress& on_progress)
      : database_(database), plan_(plan), on_progress_(on_progress), writer_(database) {}

  Applied run() {
    for (const Statement& statement : plan_.statements) {
      const bool begin = statement.sql == "BEGIN";
      if (statement.sql == "COMMIT" && !look()) return std::move(applied_);
      // Its BEGIN takes the write lock at once, so that the copy is of the state that is changed.
      if (!run_one(begin ? "BEGIN IMMEDIATE" : statement.sql)) return std::move(applied_);
      if (begin && (!is_still_the_one() || !copied())) return std::move(applied_);
    }
    return std::move(applied_);
  }

 private:
  void tell(const std::string& doing) const {
    if (!on_progress_) return;
    on_progress_({doing, static_cast<std::int64_t>(applied_.statements),
                  static_cast<std::int64_t>(plan_.statements.size())});
  }

  bool run_one(const std::string& sql) {
    const std::string doing = "statement " + std::to_string(applied_.statements + 1) + " of " +
                              std::to_string(plan_.statements.size());
    tell(doing);
    const auto failure = writer_->run(sql, [&] { tell(doing); });
    if (failure) return stop(*failure, sql);
    ++applied_.statements;
    return true;
  }

  bool is_still_the_one() {
    const Connection live = Connection::open_read_only(to_uri(database_, "mode=ro"), database_);
    guard(live);  // what is stored there now has not been looked at yet, and reading compiles it
    if (fingerprint_of(introspect(live)) == plan_.starts_from) return true;
    return refuse("the schema has been changed since the plan was made");
  }

  bool copied() {
    const fs::path name = free_backup_name(database_, plan_.starts_from);
    try {
      back_up(database_, name, [&](std::int64_t done, std::int64_t total) {
        if (on_progress_) on_progress_({"backing up", done, total});
      });
    } catch (...) {
      roll_back();
      throw;
    }
    applied_.backup = name;
    return true;
  }

  bool look() {
    tell("checking the result");
    LookBehind seen = look_behind(writer_->connection(), applied_.backup, plan_);
    applied_.notes = std::move(seen.notes);
    if (!seen.worse) return true;
    return stop({*seen.worse, 0, -1}, "");
  }

  void roll_back() {
    if (!writer_) return;  // done before
    if (writer_->connection().in_transaction()) writer_->run("ROLLBACK", {});
    writer_.reset();  // closed, so that the file can be read as the next program would
    if (has_hot_journal()) recover();
  }

  /// A connection on which a write has failed cannot always roll back: the next one that reads does
  /// (https://sqlite.org/lockingv3.html#hot_journals). Better us than the application. Whether it
  /// worked; else the journal stays for whoever opens the file next.
  bool recover() const {
    try {
      return !LiveWriter(database_).run("SELECT count(*) FROM sqlite_schema", {});
    } catch (const Error&) {
      return false;
    }
  }

  bool refuse(const std::string& reason) {
    roll_back();
    remove_copy();
    applied_ = {
        {refusal(reason, "run repair again: it plans for the database as it is now")}, {}, 0, {}};
    return false;
  }

  /// It could not even be rolled back: whoever opens the file next will do that.
  bool has_hot_journal() const {
    std::error_code failure;
    const fs::path real = fs::canonical(database_, failure);
    const auto size = fs::file_size(real.string() + "-journal", failure);
    return !failure && size > 0;
  }

  void remove_copy() {
    std::error_code ignored;
    if (!applied_.backup.empty()) fs::remove(applied_.backup, ignored);
    applied_.backup.clear();
  }

  /// Never returns true: either the guards have refused it, or there is an error.
  bool stop(const SqlFailure& failure, const std::string& sql) {
    roll_back();
    // Without a copy the lock has not been taken yet, so nothing can have been changed by us.
    const StateBehind state =
        applied_.backup.empty() ? StateBehind::as_it_was : state_behind(database_, plan_);
    if (state == StateBehind::as_it_was && is_guard(failure)) {
      return refuse("the database is not as it was when the plan was made: " + failure.message);
    }
    const std::string cause = sql.empty() ? failure.message : cause_of(failure, sql);
    const bool external = (failure.code & 0xff) != 1 && failure.code != 0;
    const auto kind = external ? Error::Kind::unreadable : Error::Kind::failed;
    if (state == StateBehind::as_it_was && !has_hot_journal()) remove_copy();
    throw Error(kind, {database_, 0, 0}, cause + "; " + words(state));
  }

  std::string words(StateBehind state) const {
    const std::string copy =
        applied_.backup.empty() ? "" : "; as it was before: " + applied_.backup.string();
    switch (state) {
      case StateBehind::as_it_was:
        return "nothing was changed" + copy;
      case StateBehind::repaired:
        return "the repair is in the database all the same" + copy;
      case StateBehind::cannot_tell:
        break;
    }
    return "the database could not be read again, so run plumbline status on it before anything "
           "else, and leave its -journal and -wal where they are" +
           copy;
  }

  const std::string& database_;
  const Plan& plan_;
  const OnProgress& on_progress_;
  std::optional<LiveWriter> writer_;
  Applied applied_;
};

void refuse_what_this_library_lacks(const std::string& database, const Plan& plan) {
  const bool lacks = std::ranges::any_of(
      plan.statements, [](const Statement& statement) { return !statement.instead.empty(); });
  if (!lacks) return;
  throw Error(Error::Kind::unsupported, {database, 0, 0},
              "SQLite " + sqlite_library_version() +
                  ", which this program runs on, has not got some of the statements; run the "
                  "script with the runtime's own SQLite");
}

}  // namespace

Applied apply(const std::string& database, const Plan& plan, const OnProgress& on_progress) {
  if (plan.statements.empty()) return {};
  refuse_what_this_library_lacks(database, plan);
  if (const auto refused = too_little_room(database, plan)) return {{*refused}, {}, 0, {}};
  return Application(database, plan, on_progress).run();
}

}  // namespace plumbline
