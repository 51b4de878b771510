#include "analyzer/history/log/match_keys.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "analyzer/history/files/file_pattern.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::array<std::string_view, 20> extensions = {"/migration.sql",
                                                         "/up.sql",
                                                         ".up.sql",
                                                         ".sql",
                                                         ".ts",
                                                         ".js",
                                                         ".mts",
                                                         ".mjs",
                                                         ".cts",
                                                         ".cjs",
                                                         ".py",
                                                         ".rb",
                                                         ".php",
                                                         ".exs",
                                                         ".go",
                                                         ".rs",
                                                         ".cs",
                                                         ".coffee",
                                                         ".up",
                                                         ".sqm"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Keys as the runner sees them: what it does not look at is taken away.
class KeyForm {
 public:
  explicit KeyForm(const Runner& runner)
      : fold_(runner.ignores_case),
        number_(runner.file_key.find(":int") != std::string::npos ||
                runner.order == MigrationOrder::numeric) {}

  std::string of(std::string_view key) const {
    if (number_) {
      if (const auto number = whole_number(key)) return *number;
    }
    return fold_ ? ascii_lower(key) : std::string(key);
  }

 private:
  bool fold_;
  bool number_;
};

using KeyMap = std::map<std::string, std::vector<std::size_t>>;

KeyMap keys_of(const Runner& runner, const std::vector<Migration>& migrations) {
  const KeyForm form(runner);
  KeyMap keys;
  for (std::size_t i = 0; i < migrations.size(); ++i) keys[form.of(migrations[i].key)].push_back(i);
  return keys;
}

/// Of the files that stand for another only.
KeyMap bare_keys_of(const Runner& runner, const std::vector<Migration>& migrations) {
  const KeyForm form(runner);
  KeyMap keys;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (!stands_for_another(runner, migrations[i])) continue;
    keys[form.of(without_extension(migrations[i].key))].push_back(i);
  }
  return keys;
}

/// "App.Scripts.Script0001.sql" ends in "Script0001.sql" at a dot or a slash.
bool ends_in_name(std::string_view text, std::string_view name) {
  if (!text.ends_with(name) || name.empty()) return false;
  if (text.size() == name.size()) return true;
  const char before = text[text.size() - name.size() - 1];
  return before == '.' || before == '/' || before == '\\';
}

/// Django's log has "shop.0001_initial" where a plain file is called 0001_initial.sql.
bool lacks_app(const Runner& runner, const Migration& migration) {
  return runner.file_key.starts_with("{app}.") && stands_for_another(runner, migration) &&
         !migration.fields.contains("app");
}

bool is_matched_by_suffix(const Runner& runner, const Migration& migration) {
  return runner.match_by_suffix || lacks_app(runner, migration);
}

/// Those with the longest key that the record ends in.
std::vector<std::size_t> by_suffix(const Runner& runner, const std::string& record,
                                   const std::vector<Migration>& migrations) {
  std::vector<std::size_t> found;
  std::size_t longest = 1;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (!is_matched_by_suffix(runner, migrations[i])) continue;
    const std::string key = lacks_app(runner, migrations[i])
                                ? std::string(without_extension(migrations[i].key))
                                : migrations[i].key;
    if (key.size() < longest || !ends_in_name(record, key)) continue;
    if (key.size() > longest) found.clear();
    longest = key.size();
    found.push_back(i);
  }
  return found;
}

/// A release without a journal takes over the log of one that had it: the keys are others, the
/// checksums are the same (https://orm.drizzle.team/docs/migrations).
std::vector<std::size_t> by_checksum(const Runner& runner, const LogRecord& record,
                                     const std::vector<Migration>& migrations) {
  std::vector<std::size_t> found;
  if (!runner.checksum || record.checksum.empty()) return found;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const bool same = migrations[i].checksum == record.checksum;
    if (same && lacks_its_journal(runner, migrations[i])) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> look_up(const KeyMap& keys, const std::string& key) {
  const auto found = keys.find(key);
  return found == keys.end() ? std::vector<std::size_t>{} : found->second;
}

/// Of several files under one key (two entries of a Drizzle journal with the same `when`) the one
/// whose checksum is in the record, else the first that no record has named yet.
std::size_t chosen(const std::vector<std::size_t>& among, const LogRecord& record,
                   const std::vector<Migration>& migrations, const std::vector<bool>& named) {
  for (const std::size_t i : among) {
    if (!record.checksum.empty() && migrations[i].checksum == record.checksum) return i;
  }
  for (const std::size_t i : among) {
    if (!named[i]) return i;
  }
  return among.front();
}

}  // namespace

std::optional<std::string> whole_number(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  return std::string(text);
}

bool number_less(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string_view without_extension(std::string_view key) {
  for (const std::string_view extension : extensions) {
    if (key.size() > extension.size() && key.ends_with(extension)) {
      return key.substr(0, key.size() - extension.size());
    }
  }
  return key;
}

bool stands_for_another(const Runner& runner, const Migration& migration) {
  const bool other_files = runner.sections == Sections::code || runner.files.regex.empty();
  return other_files && ascii_lower(migration.file).ends_with(".sql");
}

bool lacks_its_journal(const Runner& runner, const Migration& migration) {
  return !runner.files.journal.empty() && !has_fields_of(runner.file_key, migration.fields);
}

std::vector<std::vector<std::size_t>> migrations_of_records(
    const Runner& runner, const std::vector<LogRecord>& records,
    const std::vector<Migration>& migrations) {
  const KeyForm form(runner);
  const KeyMap keys = keys_of(runner, migrations);
  const KeyMap bare_keys = bare_keys_of(runner, migrations);
  std::vector<bool> named(migrations.size(), false);
  std::vector<std::vector<std::size_t>> of;
  for (const LogRecord& record : records) {
    std::vector<std::size_t> found = look_up(keys, form.of(record.key));
    if (found.empty()) found = by_suffix(runner, record.key, migrations);
    if (found.empty()) found = look_up(bare_keys, form.of(without_extension(record.key)));
    if (found.empty()) found = by_checksum(runner, record, migrations);
    if (found.size() > 1 && runner.checksum) {
      found = {chosen(found, record, migrations, named)};
    }
    for (const std::size_t i : found) named[i] = true;
    of.push_back(std::move(found));
  }
  return of;
}

}  // namespace plumbline
