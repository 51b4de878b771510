#include "analyzer/via/open_via.hpp"

#include <algorithm>
#include <utility>

#include "analyzer/sqlite/rebuilt_database.hpp"
#include "analyzer/via/remote_schema.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

// As many as a sample of a file has: sampled_shadow.cpp.
constexpr std::int64_t rows_of_a_sample = 1000;
// A module looks into its tables when its virtual table is opened: FTS5 for its version, R-tree for
// the size of its nodes. What it wants is among the first rows.
constexpr std::int64_t rows_to_know_modules_by = 20;
constexpr std::size_t counts_at_a_time = 50;

std::int64_t rows_wanted(const Options& options) {
  if (options.schema_only) return rows_to_know_modules_by;
  return options.rows == Rows::sample ? rows_of_a_sample : 0;
}

using SchemaTable = std::vector<std::vector<StoredValue>>;

/// D1 keeps these for itself, and lets nobody read them.
bool may_be_read(const StoredTable& table) { return !ascii_lower(table.name).starts_with("_cf_"); }

std::string counted(std::int64_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The rows of a remote database on their way into a private one.
class Fetching {
 public:
  Fetching(Remote& remote, const RemoteSchema& schema, std::vector<StoredTable> tables,
           const Options& options)
      : remote_(remote),
        schema_(schema),
        rows_of_a_table_(rows_wanted(options)),
        tables_(std::move(tables)),
        database_(schema.rows, tables_, remote.name(), remote.deadline()) {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (!may_be_read(tables_[i]) || (options.schema_only && !tables_[i].is_shadow)) continue;
      asked_.push_back(i);
    }
  }

  RebuiltDatabase& database() { return database_; }
  bool is_needed() const { return !asked_.empty(); }

  /// Every table, and the schema once more with the first of them: where nothing is left behind
  /// that question, all is of one moment.
  void fetch() {
    SchemaTable schema_again;
    std::vector<TableQuestion> questions = {question_about_schema()};
    for (const std::size_t table : asked_) questions.push_back(question_about(tables_[table]));
    const auto take = [&](std::size_t question, PageRow&& row) {
      if (question == 0) return schema_again.push_back(std::move(row.values));
      database_.put(asked_[question - 1], row.rowid, row.values);
    };
    RowFetcher fetcher(remote_, std::move(questions), limits(), take);
    while (!fetcher.is_done()) fetcher.ask();
    require_same(schema_again);
    rows_.assign(fetcher.rows().begin() + 1, fetcher.rows().end());
    questions_ = fetcher.questions();
    if (questions_ > 1) look_again();
  }

  std::vector<std::string> notes() const {
    std::int64_t rows = 0;
    for (const std::int64_t of_table : rows_) rows += of_table;
    const std::string fetched =
        "asked through a command: " + std::string(is_sample() ? "a sample of " : "") +
        counted(rows, "row") + " of " + counted(static_cast<std::int64_t>(asked_.size()), "table");
    std::vector<std::string> notes;
    if (questions_ <= 1) {
      notes.push_back(fetched + ", in one answer: they are of one moment");
    } else {
      notes.push_back(fetched + ", in " + std::to_string(questions_) +
                      " answers, which are not of one moment; " + evidence());
    }
    for (const StoredTable& table : tables_) {
      if (!may_be_read(table)) notes.push_back("the rows of " + table.name + " were not read");
    }
    return notes;
  }

 private:
  /// Of a sample the number of rows holds the bytes down.
  FetchLimits limits() const { return {rows_of_a_table_, most_bytes_fetched}; }
  bool is_sample() const { return rows_of_a_table_ > 0; }

  void require_same(const SchemaTable& schema) const {
    if (schema == schema_.rows.rows) return;
    throw Error(Error::Kind::unreadable, {remote_.name(), 0, 0},
                "its schema was changed while it was read, so no answer would be true of it; try "
                "again when that is done");
  }

  /// The schema once more behind all rows, and how many there are now.
  void look_again() {
    SchemaTable schema_again;
    RowFetcher fetcher(
        remote_, {question_about_schema()}, limits_of_schema(),
        [&](std::size_t, PageRow&& row) { schema_again.push_back(std::move(row.values)); });
    std::size_t next = 0;
    do {
      const std::size_t end = is_sample() ? next : std::min(next + counts_at_a_time, asked_.size());
      std::vector<std::string> counts;
      for (std::size_t i = next; i < end; ++i) {
        counts.push_back("(SELECT CAST(count(*) AS TEXT) FROM " +
                         question_about(tables_[asked_[i]]).table + ")");
      }
      const std::vector<std::string> texts = fetcher.ask(counts);
      for (std::size_t i = next; i < end; ++i) {
        if (integer_in(texts[i - next]) != rows_[i]) changed_.push_back(tables_[asked_[i]].name);
      }
      next = end;
    } while (!fetcher.is_done() || (!is_sample() && next < asked_.size()));
    require_same(schema_again);
  }

  static FetchLimits limits_of_schema() { return {0, most_bytes_fetched}; }

  std::string evidence() const {
    if (!changed_.empty()) return "rows came or went meanwhile: " + joined(changed_);
    return is_sample() ? "its schema was the same behind them"
                       : "its schema and the numbers of rows were the same behind them";
  }

  Remote& remote_;
  const RemoteSchema& schema_;
  std::int64_t rows_of_a_table_;  ///< 0: all
  std::vector<StoredTable> tables_;
  RebuiltDatabase database_;
  std::vector<std::size_t> asked_;    ///< which of the tables
  std::vector<std::int64_t> rows_;    ///< that came of each of them
  std::vector<std::string> changed_;  ///< tables with another number of rows in the end
  int questions_ = 0;
};

void set_settings(const RebuiltDatabase& database, const RemoteSchema& schema) {
  if (schema.user_version) database.set_user_version(*schema.user_version);
  if (schema.application_id) database.set_application_id(*schema.application_id);
}

/// A database that is large because of free pages or indexes alone can be sampled all the same.
void require_size(const Remote& remote, const RemoteSchema& schema, Rows rows) {
  if (rows == Rows::sample || schema.bytes.value_or(0) <= most_bytes_fetched) return;
  throw Error(Error::Kind::unsupported, {remote.name(), 0, 0},
              too_large_to_fetch(most_bytes_fetched));
}

OpenedDatabase opened(RebuiltDatabase& database, const Remote& remote, const RemoteSchema& schema,
                      std::vector<std::string> notes, Unparsed unparsed) {
  set_settings(database, schema);
  OpenedDatabase result = open_database_bytes(database.bytes(), remote.name(), unparsed);
  result.way = notes.empty() ? "asked through a command, for its schema" : notes.front();
  result.settings_unknown = !schema.user_version;
  if (result.settings_unknown) {
    notes.emplace_back("it does not tell its user_version and application_id");
  }
  std::ranges::move(notes, std::back_inserter(result.notes));
  return result;
}

}  // namespace

bool is_via(const std::string& name, const Options& options) {
  return !options.via.empty() && name == options.via;
}

OpenedDatabase open_via(const Options& options, Unparsed unparsed) {
  Remote remote(options.via, options.deadline);
  const RemoteSchema schema = ask_schema(remote);
  auto tables = stored_tables(schema.rows, remote.name(), options.deadline);
  if (!tables) {
    RebuiltDatabase database(schema.rows, {}, remote.name(), options.deadline);
    return opened(database, remote, schema, {}, unparsed);
  }
  if (!options.schema_only) require_size(remote, schema, options.rows);
  Fetching fetching(remote, schema, std::move(*tables), options);
  if (fetching.is_needed()) fetching.fetch();
  const bool is_told = fetching.is_needed() && !options.schema_only;
  return opened(fetching.database(), remote, schema,
                is_told ? fetching.notes() : std::vector<std::string>(), unparsed);
}

}  // namespace plumbline
