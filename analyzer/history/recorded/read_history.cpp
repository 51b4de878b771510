#include "analyzer/history/recorded/read_history.hpp"

#include <system_error>

#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/declare/read_text.hpp"
#include "analyzer/history/files/fields_of_key.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

Schema read_snapshot(const fs::path& file, const HistoryEntry& entry) {
  std::error_code failure;
  if (!fs::exists(file, failure)) {
    throw Error(Error::Kind::unreadable, entry.where,
                "snapshot " + entry.snapshot + ": no such file in " + file.parent_path().string());
  }
  return declared_schema(read_text(file), file.string(), std::nullopt).schema;
}

Migration migration_of(const fs::path& directory, const HistoryEntry& entry) {
  Migration migration;
  migration.id = entry.key;
  migration.key = entry.key;
  migration.fields = entry.fields;
  migration.transaction = entry.transaction;
  migration.up = entry.sql;
  migration.has_sql = entry.has_sql;
  // The lines of statements are lines of history.yaml.
  const bool in_history = entry.has_sql || entry.snapshot.empty();
  migration.file = (directory / (in_history ? name_of_history : entry.snapshot)).string();
  if (!entry.snapshot.empty())
    migration.snapshot = read_snapshot(directory / entry.snapshot, entry);
  return migration;
}

/// Null where the file names none, or a word for several.
const Runner* runner_of(const HistoryFile& history) {
  if (history.runner.empty()) return nullptr;
  const std::vector<const Runner*> runners = runners_named(history.runner);
  if (runners.empty()) {
    throw Error(Error::Kind::bad_yaml, history.where_of_runner,
                "no runner is called \"" + history.runner + "\"");
  }
  return runners.size() == 1 ? runners.front() : nullptr;
}

/// A log of heads tells nothing of what is below them. `record` goes on where each revision follows
/// the one before it; a file written by hand may say otherwise in its fields.
void fill_parents(const Runner& runner, const HistoryFile& content, std::size_t index,
                  std::map<std::string, std::string>& fields) {
  if (runner.mode != LogMode::heads) return;
  fields.try_emplace("parents", index == 0 ? "" : content.migrations[index - 1].key);
}

void add_what_runner_says(const Runner& runner, Migration& migration) {
  migration.fields.merge(fields_of_key(runner, migration.key));
  if (migration.transaction == TransactionMode::unknown) {
    migration.transaction = runner.transaction;
  }
}

std::string note_on_company(const HistoryEntry& entry) {
  return entry.key + " was recorded in one run with " + entry.with +
         ": what each of them did is not known apart";
}

}  // namespace

bool is_history(const fs::path& directory) {
  std::error_code failure;
  return fs::is_regular_file(directory / name_of_history, failure);
}

History read_history(const fs::path& directory) {
  const fs::path file = directory / name_of_history;
  const HistoryFile content = read_history_yaml(read_text(file), file.string());
  History history{content.runner, {directory.string(), {}, {}, {}}};
  const Runner* runner = runner_of(content);
  for (const HistoryEntry& entry : content.migrations) {
    Migration& migration = history.migrations.list.emplace_back(migration_of(directory, entry));
    if (runner != nullptr) {
      add_what_runner_says(*runner, migration);
      fill_parents(*runner, content, history.migrations.list.size() - 1, migration.fields);
    }
    if (!entry.with.empty()) history.migrations.notes.push_back(note_on_company(entry));
  }
  return history;
}

}  // namespace plumbline
