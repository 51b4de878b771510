#include "analyzer/audit/data_checks.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

#include "analyzer/audit/damage.hpp"
#include "analyzer/audit/needed_names.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace {

constexpr int most_samples = 5;
// A SELECT of SQLite has 2,000 columns at most: https://sqlite.org/limits.html
constexpr std::size_t most_checks_a_scan = 500;

/// A value as a sample: long ones to their beginning, which ends at a whole character.
std::string shortened(const std::string& value) {
  constexpr std::size_t most_bytes = 200;
  if (value.size() <= most_bytes) return value;
  std::size_t end = most_bytes;
  const auto goes_on = [&] { return (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80; };
  while (end > 0 && goes_on()) --end;
  return value.substr(0, end) + "…";
}

std::int64_t number_of(const std::optional<std::string>& text) {
  std::int64_t number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

/// How far the questions have come, measured by the rows that are read for them.
class Meter {
 public:
  explicit Meter(const OnProgress& on_progress) : on_progress_(on_progress) {}

  void expect(std::int64_t rows) { progress_.total += rows; }
  void begin(const std::string& doing) {
    progress_.doing = doing;
    if (on_progress_) on_progress_(progress_);
  }
  void finished(std::int64_t rows) { progress_.done += rows; }

 private:
  const OnProgress& on_progress_;
  Progress progress_;
};

class Questioner {
 public:
  explicit Questioner(const Questioning& input) : input_(input), meter_(input.on_progress) {}

  std::vector<DataCheck> all() {
    weigh();
    for (std::size_t i = 0; i < input_.tables.size(); ++i) ask_table(input_.tables[i], rows_[i]);
    meter_.begin("integrity_check");
    ask_integrity();
    return std::move(checks_);
  }

 private:
  bool is_over() const { return input_.options.deadline && input_.options.deadline->is_over(); }
  void weigh();
  void ask_table(const TablePair& pair, std::int64_t rows);
  bool can_be_asked(RowCheck& check, const Table& table) const;
  void ask_rows(const TablePair& pair);
  bool scan(const Table& table, std::span<RowCheck> checks);
  void ask_alone(const Table& table, RowCheck& check);
  void add_samples(const Table& table, RowCheck& check);
  void ask_query(QueryCheck question);
  Answer ask_for_damage(const DataCheck& question);
  void ask_integrity();

  /// Answers `check` with `ask`, or says why there is no answer.
  template <class Asking>
  void attempt(DataCheck& check, const Asking& asking);
  static void settle(DataCheck& check);
  void add_samples(DataCheck& check, const std::string& sql);

  const Questioning& input_;
  Meter meter_;
  std::vector<std::int64_t> rows_;
  std::vector<DataCheck> checks_;
};

template <class Asking>
void Questioner::attempt(DataCheck& check, const Asking& asking) {
  if (is_over()) return;
  try {
    asking();
    settle(check);
  } catch (const Error& error) {
    if (is_over()) return;
    check.outcome = CheckOutcome::failed;
    check.why = error.message();
  }
}

void Questioner::settle(DataCheck& check) {
  if (check.outcome == CheckOutcome::failed) return;
  check.outcome = check.rows > 0 ? CheckOutcome::broken : CheckOutcome::holds;
}

/// The largest rowid is found at once, and seldom far from the number of rows.
void Questioner::weigh() {
  for (const TablePair& pair : input_.tables) {
    std::int64_t rows = 1;
    const std::string rowid = rowid_expression(pair.live);
    try {
      if (!rowid.empty() && !is_over()) {
        const Answer answer =
            input_.ask("SELECT max(" + rowid + ") FROM " + from_clause(pair.live));
        if (!answer.rows.empty()) rows = std::max<std::int64_t>(1, number_of(answer.rows[0][0]));
      }
    } catch (const Error&) {
      rows = 1;  // an estimate for a bar: what is wrong with the table, the questions will tell
    }
    rows_.push_back(rows);
    meter_.expect(2 * rows);
  }
}

void Questioner::ask_table(const TablePair& pair, std::int64_t rows) {
  meter_.begin(pair.live.name.text());
  ask_rows(pair);
  meter_.finished(rows / 2);
  meter_.begin(pair.live.name.text());
  for (QueryCheck& check : unique_checks(pair)) ask_query(std::move(check));
  for (QueryCheck& check : foreign_key_checks(pair, input_.live, input_.tables))
    ask_query(std::move(check));
  for (QueryCheck& check : sequence_checks(pair)) ask_query(std::move(check));
  meter_.finished(rows - rows / 2);
}

/// One reading of the table answers all of them.
bool Questioner::scan(const Table& table, std::span<RowCheck> checks) {
  std::string sql;
  for (const RowCheck& check : checks) {
    sql += (sql.empty() ? "SELECT " : ", ") + ("count(CASE WHEN " + check.breaks) + " THEN 1 END)";
  }
  try {
    const Answer answer = input_.ask(sql + " FROM " + from_clause(table));
    if (answer.rows.size() != 1 || answer.rows[0].size() != checks.size()) return false;
    for (std::size_t i = 0; i < checks.size(); ++i) {
      checks[i].check.rows = number_of(answer.rows[0][i]);
    }
    return true;
  } catch (const Error&) {
    return false;  // each by itself, then: one may be about what this SQLite does not know
  }
}

/// Which rows they are. That there are some is known, whatever happens now.
void Questioner::add_samples(DataCheck& check, const std::string& sql) {
  if (check.outcome != CheckOutcome::broken || is_over()) return;
  try {
    const Answer answer = input_.ask(sql + " LIMIT " + std::to_string(most_samples));
    for (const auto& row : answer.rows) {
      if (row.size() < 2) continue;
      if (row[0]) check.rowids.push_back(number_of(row[0]));
      if (input_.options.show_values && row[1]) check.values.push_back(shortened(*row[1]));
    }
  } catch (const Error& error) {
    check.why = "which rows they are cannot be told: " + error.message();
  }
}

void Questioner::add_samples(const Table& table, RowCheck& check) {
  const std::string rowid = rowid_expression(table);
  std::string values;
  for (const Identifier& column : check.values) {
    values += (values.empty() ? "quote(" : " || ', ' || quote(") + column.quoted() + ")";
  }
  add_samples(check.check, "SELECT " + (rowid.empty() ? "NULL" : rowid) + ", " +
                               (values.empty() ? "NULL" : values) + " FROM " + from_clause(table) +
                               " WHERE " + check.breaks);
}

void Questioner::ask_alone(const Table& table, RowCheck& check) {
  attempt(check.check, [&] {
    const Answer answer =
        input_.ask("SELECT count(*) FROM " + from_clause(table) + " WHERE " + check.breaks);
    check.check.rows = answer.rows.empty() ? 0 : number_of(answer.rows[0][0]);
  });
  add_samples(table, check);
}

/// Says why in the check where it cannot.
bool Questioner::can_be_asked(RowCheck& check, const Table& table) const {
  if (check.check.outcome == CheckOutcome::failed) return false;
  const StandIns& all = input_.stand_ins;
  const std::string name =
      needed_by(check.breaks, table, check.compares ? all : StandIns{all.functions, {}, {}});
  if (name.empty()) return true;
  check.check.outcome = CheckOutcome::failed;
  check.check.why = "it needs " + name + ", which only the application has";
  return false;
}

void Questioner::ask_rows(const TablePair& pair) {
  std::vector<RowCheck> askable;
  std::vector<RowCheck> left_out;
  for (RowCheck& check : row_checks(pair)) {
    (can_be_asked(check, pair.live) ? askable : left_out).push_back(std::move(check));
  }
  std::span<RowCheck> left(askable);
  while (!left.empty()) {
    const std::span<RowCheck> now = left.first(std::min(left.size(), most_checks_a_scan));
    left = left.subspan(now.size());
    if (!is_over() && scan(pair.live, now)) {
      for (RowCheck& check : now) {
        settle(check.check);
        add_samples(pair.live, check);
      }
    } else {
      for (RowCheck& check : now) ask_alone(pair.live, check);
    }
  }
  for (RowCheck& check : askable) checks_.push_back(std::move(check.check));
  for (RowCheck& check : left_out) checks_.push_back(std::move(check.check));
}

void Questioner::ask_query(QueryCheck question) {
  const Table* const table = find_table(input_.live, question.check.object.table);
  const std::string name =
      table == nullptr ? "" : needed_by(question.count, *table, input_.stand_ins);
  if (question.check.outcome == CheckOutcome::failed) {
    // It cannot be asked at all.
  } else if (!name.empty()) {
    question.check.outcome = CheckOutcome::failed;
    question.check.why = "it needs " + name + ", which only the application has";
  } else {
    attempt(question.check, [&] {
      const Answer answer = input_.ask(question.count);
      question.check.rows = answer.rows.empty() ? 0 : number_of(answer.rows[0][0]);
    });
    add_samples(question.check, question.sample);
  }
  checks_.push_back(std::move(question.check));
}

/// A file of which SQLite cannot even say what is wrong is damaged all the same.
Answer Questioner::ask_for_damage(const DataCheck& question) {
  try {
    return input_.ask(question.sql);
  } catch (const Error& error) {
    if (!is_damage(error)) throw;
    return {{}, {{error.message()}}};
  }
}

void Questioner::ask_integrity() {
  for (DataCheck& question : damage_questions(input_.tables, input_.stand_ins)) {
    std::vector<DataCheck> found;
    if (question.outcome != CheckOutcome::failed) {
      attempt(question,
              [&] { found = damage_in(ask_for_damage(question), question, input_.live); });
    }
    checks_.push_back(std::move(question));
    std::ranges::move(found, std::back_inserter(checks_));
  }
}

}  // namespace

std::vector<DataCheck> data_checks(const Questioning& questioning) {
  return Questioner(questioning).all();
}

}  // namespace plumbline
