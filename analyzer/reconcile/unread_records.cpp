#include "analyzer/reconcile/unread_records.hpp"

#include <algorithm>

#include "analyzer/history/log/match_keys.hpp"

namespace plumbline {

namespace {

/// The log may have the path from somewhere above: "db/changelog.xml".
bool is_record_of(const LogRecord& record, const UnreadMigrations& unread) {
  if (!record.key.ends_with(unread.key_tail)) return false;
  const std::size_t rest = record.key.size() - unread.key_tail.size();
  return rest == 0 || record.key[rest - 1] == ':' || record.key[rest - 1] == '/';
}

Migration program_of(const LogRecord& record, const UnreadMigrations& unread) {
  Migration migration;
  migration.id = record.key;
  migration.key = record.key;
  migration.file = unread.file;
  migration.has_sql = false;
  return migration;
}

}  // namespace

void add_unread_records(const Runner& runner, const MigrationLog& log, Migrations& migrations) {
  if (migrations.unread.empty()) return;
  const auto named = migrations_of_records(runner, log.records, migrations.list);
  std::size_t place = 0, added = 0;
  for (std::size_t i = 0; i < log.records.size(); ++i) {
    const LogRecord& record = log.records[i];
    if (!named[i].empty()) {
      place = std::max(place, named[i].back() + 1);
      continue;
    }
    const auto unread = std::ranges::find_if(
        migrations.unread,
        [&](const UnreadMigrations& candidate) { return is_record_of(record, candidate); });
    if (unread == migrations.unread.end()) continue;
    const auto at = static_cast<std::ptrdiff_t>(place + added++);
    migrations.list.insert(migrations.list.begin() + at, program_of(record, *unread));
  }
}

}  // namespace plumbline
