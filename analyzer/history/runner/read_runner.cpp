// runners/*.yaml → Runner.
#include <array>
#include <utility>

#include "analyzer/declare/yaml_values.hpp"
#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

namespace {

template <typename Word, std::size_t count>
using Words = std::array<std::pair<std::string_view, Word>, count>;

constexpr Words<LogMode, 4> modes = {{{"rows", LogMode::rows},
                                      {"single_version", LogMode::single_version},
                                      {"heads", LogMode::heads},
                                      {"user_version", LogMode::user_version}}};

constexpr Words<MigrationOrder, 9> orders = {{{"name", MigrationOrder::name},
                                              {"utf16", MigrationOrder::utf16},
                                              {"numeric", MigrationOrder::numeric},
                                              {"numeric_prefix", MigrationOrder::numeric_prefix},
                                              {"last_13_digits", MigrationOrder::last_13_digits},
                                              {"dotted_version", MigrationOrder::dotted_version},
                                              {"journal", MigrationOrder::journal},
                                              {"graph", MigrationOrder::graph},
                                              {"code", MigrationOrder::code}}};

constexpr Words<Sections, 8> ways_to_cut = {{{"whole", Sections::whole},
                                             {"breakpoint", Sections::breakpoint},
                                             {"up_down_files", Sections::up_down_files},
                                             {"goose", Sections::goose},
                                             {"dbmate", Sections::dbmate},
                                             {"sql_migrate", Sections::sql_migrate},
                                             {"liquibase", Sections::liquibase},
                                             {"code", Sections::code}}};

constexpr Words<Late, 3> late_words = {
    {{"apply", Late::apply}, {"refuse", Late::refuse}, {"skip", Late::skip}}};

constexpr Words<TransactionMode, 4> transactions = {
    {{"unknown", TransactionMode::unknown},
     {"none", TransactionMode::none},
     {"per_migration", TransactionMode::per_migration},
     {"all", TransactionMode::all}}};

/// Leaves `value` as it is where the key is not there.
template <typename Word, std::size_t count>
void read_word(const YamlNode& map, const std::string& key, const Words<Word, count>& words,
               Word& value) {
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) return;
  const std::string& text = text_of_scalar(*node, key);
  std::vector<std::string_view> known;
  for (const auto& [word, meaning] : words) {
    if (word == text) {
      value = meaning;
      return;
    }
    known.push_back(word);
  }
  fail_at(node->mark, key + ": " + text + " is none of " + listed(known));
}

void read_text(const YamlNode& map, const std::string& key, std::string& value) {
  if (const YamlNode* node = find_value(map, key)) value = text_of_scalar(*node, key);
}

std::vector<std::string> texts_of(const YamlNode& node, const std::string& what) {
  std::vector<std::string> texts;
  for (const YamlNode& item : items_of(node, what)) texts.push_back(text_of_scalar(item, what));
  return texts;
}

std::vector<std::string> find_texts(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  return node == nullptr ? std::vector<std::string>{} : texts_of(*node, key);
}

/// A type, a list of types, or null for "any".
std::vector<std::string> types_of(const YamlNode& node, const std::string& column) {
  if (node.kind == YamlKind::null) return {};
  if (node.kind == YamlKind::list) return texts_of(node, column);
  return {text_of_scalar(node, column)};
}

void read_columns(const YamlNode& map, Runner& runner) {
  if (const YamlNode* columns = find_value(map, "columns")) {
    for (const YamlEntry& entry : entries_of(*columns, "columns")) {
      runner.columns.push_back(entry.key);
      runner.declared[entry.key] = types_of(entry.value, entry.key);
    }
  }
  if (const YamlNode* optional = find_value(map, "optional")) {
    for (const YamlEntry& entry : entries_of(*optional, "optional")) {
      runner.declared[entry.key] = types_of(entry.value, entry.key);
    }
  }
}

void read_side_tables(const YamlNode& map, Runner& runner) {
  if (const YamlNode* tables = find_value(map, "side_tables")) {
    for (const YamlEntry& entry : entries_of(*tables, "side_tables")) {
      runner.side_tables[entry.key] = texts_of(entry.value, entry.key);
    }
  }
  const YamlNode* locks = find_value(map, "locks");
  if (locks == nullptr) return;
  for (const YamlEntry& entry : entries_of(*locks, "locks")) {
    if (!runner.side_tables.contains(entry.key)) {
      fail_at(entry.mark, "locks: " + entry.key + " is none of the side_tables");
    }
    runner.locks[entry.key] = text_of_scalar(entry.value, entry.key);
  }
}

FileRule read_files(const YamlNode& node) {
  expect_map(node, "files", {"glob", "other_globs", "regex", "not", "journal", "path", "parse"});
  FileRule rule;
  read_text(node, "glob", rule.glob);
  rule.other_globs = find_texts(node, "other_globs");
  read_text(node, "regex", rule.regex);
  read_text(node, "not", rule.not_regex);
  read_text(node, "journal", rule.journal);
  read_text(node, "path", rule.path);
  read_text(node, "parse", rule.parse);
  return rule;
}

ChecksumRule read_checksum(const YamlNode& node) {
  expect_map(node, "checksum", {"column", "algorithm", "encoding", "input", "unknown"});
  return {need_text(node, "column"), need_text(node, "algorithm"), need_text(node, "encoding"),
          need_text(node, "input"), find_texts(node, "unknown")};
}

void read_log_part(const YamlNode& map, Runner& runner) {
  runner.tables = find_texts(map, "tables");
  read_columns(map, runner);
  runner.lacks = find_texts(map, "lacks");
  runner.exact_columns = find_bool(map, "exact_columns");
  runner.exact_types = find_bool(map, "exact_types");
  runner.fixed_name = find_bool(map, "fixed_name");
  read_text(map, "log_file", runner.log_file);
  read_word(map, "mode", modes, runner.mode);
  read_text(map, "key", runner.key);
  read_text(map, "ok", runner.ok);
  read_text(map, "failed", runner.failed);
  read_text(map, "not_run", runner.not_run);
  read_text(map, "ignored", runner.ignored);
  read_text(map, "baseline", runner.baseline);
  read_text(map, "resumes_behind", runner.resumes_behind);
  read_text(map, "newest_row_by", runner.newest_row_by);
  runner.repeats = find_bool(map, "repeats");
  runner.ignores_case = find_bool(map, "ignores_case");
  read_text(map, "at", runner.at);
  read_side_tables(map, runner);
  if (const YamlNode* node = find_value(map, "checksum")) runner.checksum = read_checksum(*node);
}

/// {prefix: R}: names of fields and the texts that they have.
std::map<std::string, std::string> find_fields(const YamlNode& map, const std::string& key) {
  std::map<std::string, std::string> fields;
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) return fields;
  for (const YamlEntry& entry : entries_of(*node, key)) {
    fields[entry.key] = text_of_scalar(entry.value, entry.key);
  }
  return fields;
}

void read_migrations_part(const YamlNode& map, Runner& runner) {
  if (const YamlNode* node = find_value(map, "files")) runner.files = read_files(*node);
  read_text(map, "file_key", runner.file_key);
  read_word(map, "order", orders, runner.order);
  read_word(map, "sections", ways_to_cut, runner.sections);
  runner.match_by_suffix = find_bool(map, "match_by_suffix");
  runner.runs_again_when_edited = find_fields(map, "runs_again_when_edited");
}

void read_behaviour(const YamlNode& map, Runner& runner) {
  runner.watermark = find_bool(map, "watermark");
  read_word(map, "late", late_words, runner.late);
  runner.refuses_unknown = find_bool(map, "refuses_unknown");
  runner.refuses_edited = find_bool(map, "refuses_edited");
  read_word(map, "transaction", transactions, runner.transaction);
  read_text(map, "insert", runner.insert);
  read_text(map, "remove", runner.remove);
  runner.proven = find_bool(map, "proven");
}

}  // namespace

Runner read_runner(std::string_view yaml, const std::string& file) {
  const YamlNode map = read_yaml_tree(yaml, file);
  expect_map(map, "a runner",
             {"name",
              "title",
              "aliases",
              "tables",
              "columns",
              "optional",
              "lacks",
              "exact_columns",
              "exact_types",
              "fixed_name",
              "log_file",
              "mode",
              "key",
              "ok",
              "failed",
              "not_run",
              "ignored",
              "baseline",
              "resumes_behind",
              "newest_row_by",
              "repeats",
              "ignores_case",
              "at",
              "side_tables",
              "locks",
              "checksum",
              "files",
              "file_key",
              "order",
              "sections",
              "runs_again_when_edited",
              "watermark",
              "late",
              "refuses_unknown",
              "refuses_edited",
              "transaction",
              "insert",
              "remove",
              "proven",
              "match_by_suffix"});
  Runner runner;
  runner.name = need_text(map, "name");
  runner.title = need_text(map, "title");
  runner.aliases = find_texts(map, "aliases");
  read_log_part(map, runner);
  read_migrations_part(map, runner);
  read_behaviour(map, runner);
  return runner;
}

}  // namespace plumbline
