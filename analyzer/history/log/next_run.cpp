// What a runner does at its next start with a log as it is.
#include <algorithm>
#include <tuple>

#include "analyzer/history/log/match_keys.hpp"
#include "analyzer/history/log/read_log.hpp"

namespace plumbline {

namespace {

struct Situation {
  const Runner& runner;
  const MigrationLog& log;
  const std::vector<Migration>& migrations;
  const MatchedLog& matched;

  const std::string& id(std::size_t i) const { return migrations[i].id; }
  bool is_recorded(std::size_t i) const { return matched.of[i].recorded; }
};

std::string field(const Migration& migration, const std::string& name) {
  const auto found = migration.fields.find(name);
  return found == migration.fields.end() ? "" : found->second;
}

/// Flyway's R__ and refinery's U__ have no place in the order of versions.
bool has_no_place(const Migration& migration) {
  const std::string prefix = field(migration, "prefix");
  return prefix == "R" || prefix == "U";
}

/// Whether `late` comes before `recorded` for the runner: Django orders each app for itself.
bool same_line(const Situation& at, std::size_t late, std::size_t recorded) {
  return field(at.migrations[late], "app") == field(at.migrations[recorded], "app");
}

/// The newest recorded migration behind `i` that makes it late; nothing where none does.
std::optional<std::size_t> overtaken_by(const Situation& at, std::size_t i) {
  if (has_no_place(at.migrations[i])) return std::nullopt;
  for (std::size_t later = at.migrations.size(); later-- > i + 1;) {
    const bool counts = at.is_recorded(later) && !has_no_place(at.migrations[later]);
    if (counts && same_line(at, i, later)) return later;
  }
  return std::nullopt;
}

std::string refusal_of_locks(const Situation& at) {
  if (at.log.locks.empty()) return "";
  return at.runner.title + " waits for a lock that is set: " + at.log.locks.front();
}

/// Atlas goes on behind the last statement that it has noted; all others want a person.
std::string refusal_of_dirt(const Situation& at) {
  if (!at.runner.resumes_behind.empty()) return "";
  for (std::size_t i = 0; i < at.migrations.size(); ++i) {
    if (at.matched.of[i].dirty) {
      return at.runner.title + " refuses: " + at.id(i) + " is marked as failed in its log";
    }
  }
  for (const LogRecord& record : at.matched.unknown) {
    if (record.failed) {
      return at.runner.title + " refuses: " + record.key + " is marked as failed in its log";
    }
  }
  return "";
}

std::string refusal_of_unknown(const Situation& at) {
  if (!at.runner.refuses_unknown || at.matched.unknown.empty()) return "";
  return at.runner.title + " refuses: " + at.matched.unknown.front().key +
         " is in its log, and no file is there for it";
}

/// Kysely holds its log, sorted by time, against the files, place by place.
std::string refusal_of_order(const Situation& at) {
  const bool compares_places =
      at.runner.order == MigrationOrder::utf16 && at.runner.late == Late::refuse;
  if (!compares_places) return "";
  std::vector<LogRecord> records = at.log.records;
  std::ranges::sort(records, [](const LogRecord& a, const LogRecord& b) {
    return std::tie(a.at, a.key) < std::tie(b.at, b.key);
  });
  const auto named = migrations_of_records(at.runner, records, at.migrations);
  std::size_t place = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (named[i].empty()) continue;
    if (place == at.migrations.size()) {
      return at.runner.title + " refuses: its log has " + records[i].key + " behind all files";
    }
    if (std::ranges::count(named[i], place) == 0) {
      return at.runner.title + " refuses: its log has " + records[i].key +
             " where the files have " + at.id(place);
    }
    ++place;
  }
  return "";
}

std::string refusal_of_late(const Situation& at) {
  if (at.runner.late != Late::refuse) return "";
  for (std::size_t i = 0; i < at.migrations.size(); ++i) {
    if (at.is_recorded(i)) continue;
    if (const auto later = overtaken_by(at, i)) {
      return at.runner.title + " refuses: " + at.id(i) + " is not recorded, but " + at.id(*later) +
             " behind it is";
    }
  }
  return "";
}

bool is_another_text(const Situation& at, std::size_t i) {
  const ChecksumAnswer answer = at.matched.of[i].checksum;
  if (answer == ChecksumAnswer::edited) return true;
  // What an older or otherwise built runner wrote for the same text is among the cosmetic ones of
  // Liquibase and refinery.
  return answer == ChecksumAnswer::cosmetic_edit &&
         (at.runner.name == "sqlx" || at.runner.name == "postgrator" || at.runner.name == "flyway");
}

std::string refusal_of_edits(const Situation& at) {
  if (!at.runner.refuses_edited) return "";
  for (std::size_t i = 0; i < at.migrations.size(); ++i) {
    if (is_another_text(at, i) && !at.migrations[i].runs_again_when_edited) {
      return at.runner.title + " refuses: " + at.id(i) +
             " has been edited since it ran: the checksum in the log is another";
    }
  }
  return "";
}

std::string refusal(const Situation& at) {
  for (const auto reason : {refusal_of_locks, refusal_of_dirt, refusal_of_unknown, refusal_of_order,
                            refusal_of_late, refusal_of_edits}) {
    if (std::string text = reason(at); !text.empty()) return text;
  }
  return "";
}

/// The greatest number among the records; nothing where there is none.
std::optional<std::string> watermark(const MigrationLog& log) {
  std::optional<std::string> greatest;
  for (const LogRecord& record : log.records) {
    const auto number = whole_number(record.key);
    if (number && (!greatest || number_less(*greatest, *number))) greatest = number;
  }
  return greatest;
}

/// Whether the runner passes over `i` for ever.
bool is_skipped(const Situation& at, std::size_t i, const std::optional<std::string>& mark) {
  if (at.runner.watermark) {
    const auto number = whole_number(at.migrations[i].key);
    return mark && number && !number_less(*mark, *number);
  }
  return at.runner.late == Late::skip && overtaken_by(at, i).has_value();
}

bool runs_again(const Situation& at, std::size_t i) {
  const Migration& migration = at.migrations[i];
  return migration.runs_always || (migration.runs_again_when_edited && is_another_text(at, i));
}

}  // namespace

NextRun next_run(const Runner& runner, const MigrationLog& log,
                 const std::vector<Migration>& migrations, const MatchedLog& matched) {
  const Situation at{runner, log, migrations, matched};
  NextRun next;
  next.refuses = refusal(at);
  const auto mark = watermark(log);
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (!at.is_recorded(i) && overtaken_by(at, i)) next.overtaken.insert(i);
    if (at.is_recorded(i) && !runs_again(at, i)) continue;
    (is_skipped(at, i, mark) ? next.never : next.runs).push_back(i);
    const auto& run = matched.of[i].statements_run;
    if (run && !runner.resumes_behind.empty()) next.resumes_behind[i] = *run;
  }
  return next;
}

}  // namespace plumbline
