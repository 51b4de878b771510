#include "analyzer/history/files/read_migration_file.hpp"

#include <algorithm>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/declare/utf8.hpp"
#include "analyzer/history/files/cut_sections.hpp"
#include "analyzer/history/files/placeholders.hpp"
#include "analyzer/history/files/read_code.hpp"
#include "analyzer/history/files/read_liquibase.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Statements of a text that begins on line `first` of its file.
std::vector<MigrationStatement> statements_of(const std::string& text, int first = 1) {
  std::vector<MigrationStatement> statements;
  for (ScriptStatement& statement : split_statements(text)) {
    statements.push_back({std::move(statement.sql), statement.line + first - 1, statement.column});
  }
  return statements;
}

bool is_blank(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// UTF-16, or no text at all: nothing in it is SQL.
bool is_no_text(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         text.find('\0') != std::string_view::npos;
}

bool has_broken_statement(const std::vector<MigrationStatement>& statements) {
  return std::ranges::any_of(statements, [](const MigrationStatement& statement) {
    return first_invalid_utf8(statement.sql).has_value();
  });
}

/// A file beside the migration that is there for some only; empty where it is not.
std::string text_beside(const fs::path& file) {
  std::error_code failure;
  return fs::is_regular_file(file, failure) ? read_text(file) : "";
}

/// The value of "key = value" in a settings file; empty where the key is not there.
std::string setting(const std::string& text, const std::string& key) {
  for (std::size_t at = 0; at < text.size();) {
    const TextLine line = line_at(text, at);
    at = line.next;
    std::string kept;
    std::ranges::copy_if(line.text, std::back_inserter(kept),
                         [](char c) { return c != ' ' && c != '\t'; });
    if (kept.starts_with(key + "=")) return kept.substr(key.size() + 1);
  }
  return "";
}

/// Settings that diesel and Flyway keep beside the script.
bool opted_out_beside(const Runner& runner, const fs::path& file) {
  if (runner.name == "flyway") {
    const std::string text = text_beside(file.string() + ".conf");
    return setting(text, "executeInTransaction") == "false";
  }
  if (runner.name != "diesel") return false;
  const fs::path metadata = file.parent_path() / "metadata.toml";
  std::error_code failure;
  // Where the file is there and does not say, diesel reads "false".
  return fs::exists(metadata, failure) &&
         !setting(text_beside(metadata), "run_in_transaction").starts_with("true");
}

bool runs_again_when_edited(const Runner& runner, const Migration& migration) {
  const auto& telling = runner.runs_again_when_edited;
  return !telling.empty() && std::ranges::all_of(telling, [&](const auto& field) {
    const auto found = migration.fields.find(field.first);
    return found != migration.fields.end() && found->second == field.second;
  });
}

/// What the log calls the file of a change set.
std::string file_of(const MigrationFile& file, const ChangeSet& set) {
  return set.logical_file.empty() ? file.path : set.logical_file;
}

}  // namespace

void MigrationReader::add(const std::string& rule, Severity severity, const std::string& path,
                          int line, const std::string& message, const std::string& remedy) {
  findings.push_back({rule, severity, {}, (directory / path).string(), line, message, remedy});
}

bool MigrationReader::load(const std::string& path, std::string& text) {
  try {
    text = read_text(directory / path);
  } catch (const Error& error) {
    add("unreadable-migration", Severity::error, path, 0, error.message(),
        "put it back, or make it readable");
    return false;
  }
  if (!is_no_text(text)) return true;
  add("unreadable-migration", Severity::error, path, 0, "is not UTF-8 text",
      "save it as UTF-8: SQLite reads nothing else");
  return false;
}

std::string MigrationReader::fill(const std::string& path, const std::string& text) {
  FilledText result = fill_placeholders(text, options.placeholders);
  filled.merge(result.filled);
  for (const Placeholder& placeholder : result.unfilled) {
    add("unfilled-placeholder", Severity::error, path, place_of(text, placeholder.offset).line,
        placeholder.name + " has no value, so what runs is not known",
        "give its value: --set " + placeholder.name + "=VALUE");
  }
  return std::move(result.text);
}

TransactionMode MigrationReader::transaction_of(const MigrationFile& file,
                                                bool no_transaction) const {
  if (no_transaction) return TransactionMode::none;
  if (runner == nullptr) return TransactionMode::unknown;
  const bool out = opts_out_of_transaction(*runner, file.text) ||
                   opted_out_beside(*runner, directory / file.path);
  return out ? TransactionMode::none : runner->transaction;
}

void MigrationReader::read_undo_file(MigrationFile& file) {
  std::string text;
  if (file.undo_path.empty() || !load(file.undo_path, text)) return;
  if (!is_sql_file(file.undo_path) || !file.migration.down.empty()) return;
  file.migration.down = statements_of(fill(file.undo_path, text));
}

void MigrationReader::check_text(const MigrationFile& file) {
  const auto broken = first_invalid_utf8(file.text);
  if (!broken) return;
  const bool matters = has_broken_statement(file.migration.up);
  add("unreadable-migration", matters ? Severity::error : Severity::note, file.path,
      place_of(file.text, *broken).line,
      matters ? "is not UTF-8: SQLite stores these bytes as they are"
              : "is not UTF-8, in a comment only",
      "save it as UTF-8");
}

void MigrationReader::check_empty(const MigrationFile& file) {
  if (!file.migration.up.empty()) return;
  if (is_blank(file.text)) {
    add("empty-migration", Severity::warning, file.path, 0, "is empty",
        "write its statements, or a comment that says why there are none");
  } else {
    add("empty-migration", Severity::note, file.path, 0, "holds no statement, only comments", "");
  }
}

void MigrationReader::read_sql(MigrationFile& file) {
  const bool by_marks = runner == nullptr || plain || runner->sections == Sections::code;
  const std::string text = fill(file.path, file.text);
  const Sections sections = by_marks ? sections_by_marks(text) : runner->sections;
  const CutText cut = cut_sections(text, sections);
  file.migration.up = statements_of(cut.up);
  file.migration.down = statements_of(cut.down);
  file.migration.transaction = transaction_of(file, cut.no_transaction);
  const std::string mark = forward_mark(sections);
  if (!by_marks && !mark.empty() && !cut.marked) {
    add("unreadable-migration", Severity::error, file.path, 0,
        "has no line \"" + mark + "\", so " + runner->title + " refuses it",
        "write that line before the first statement");
  }
  check_empty(file);
}

void MigrationReader::leave_out(const MigrationFile& file, const ChangeSet& set) {
  notes.push_back(file.path + ":" + std::to_string(set.line) + ": change set " + set.author + ":" +
                  set.id + " never runs here: " + set.left_out);
  unread.push_back({file.migration.file, set.id + "::" + set.author + "::" + file_of(file, set)});
}

std::vector<MigrationFile> MigrationReader::read_change_sets_of(const MigrationFile& file) {
  if (!is_formatted_sql(file.text)) {
    add("misnamed-migration", Severity::warning, file.path, 1,
        "does not begin with \"--liquibase formatted sql\": it holds no change set",
        "write that line, if change sets are in it");
    return {};
  }
  std::vector<MigrationFile> files;
  for (const ChangeSet& set : read_change_sets(fill(file.path, file.text))) {
    if (!set.left_out.empty()) {
      leave_out(file, set);
      continue;
    }
    MigrationFile one = file;
    one.text = set.sql;
    one.migration.id = set.id;
    one.migration.fields["id"] = set.id;
    one.migration.fields["author"] = set.author;
    one.migration.fields["file"] = file_of(file, set);
    one.migration.fields["line"] = std::to_string(set.line);
    one.migration.up = statements_of(set.up, set.line + 1);
    one.migration.down = statements_of(set.down, set.line + 1);
    one.migration.transaction = transaction_of(one, set.no_transaction);
    one.migration.runs_again_when_edited = set.runs_on_change || set.runs_always;
    one.migration.runs_always = set.runs_always;
    one.migration.preconditions = set.preconditions;
    one.migration.fields["splitting"] = set.splitting;
    one.migration.valid_checksums = set.valid_checksums;
    if (one.migration.up.empty()) {
      add("empty-migration", Severity::note, file.path, set.line,
          "change set " + set.author + ":" + set.id + " holds no statement", "");
    }
    files.push_back(std::move(one));
  }
  return files;
}

std::vector<MigrationFile> MigrationReader::read(MigrationFile file) {
  file.migration.file = (directory / file.path).string();
  if (runner != nullptr) {
    file.migration.transaction = runner->transaction;
    file.migration.runs_again_when_edited = runs_again_when_edited(*runner, file.migration);
  }
  file.readable = load(file.path, file.text);
  if (!file.readable) return {std::move(file)};
  const std::string parse = runner == nullptr || plain ? "" : runner->files.parse;
  if (parse == "python_functions") {
    file.migration.transaction = transaction_of(file, false);
    return read_python_functions(file);
  }
  if (parse == "liquibase") return read_change_sets_of(file);
  if (runner != nullptr && !plain && !read_code(*runner, file)) return {};
  if (file.migration.has_sql) {
    read_sql(file);
    check_text(file);
  } else {
    file.migration.transaction = transaction_of(file, false);
  }
  read_undo_file(file);
  return {std::move(file)};
}

}  // namespace plumbline
