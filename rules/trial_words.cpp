#include "rules/trial_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

bool is_off(const StatementFacts& facts) {
  static const std::set<std::string> words = {"off", "no", "false", "0"};
  return equal_folded(facts.pragma, "foreign_keys") &&
         words.contains(ascii_lower(facts.pragma_value));
}

}  // namespace

std::string version_words(int version) {
  const int patch = version % 1000;
  return std::to_string(version / 1000000) + "." + std::to_string(version / 1000 % 1000) +
         (patch == 0 ? "" : "." + std::to_string(patch));
}

const StatementFacts* statement_of(const MigrationTrials& input, int number) {
  const auto found = std::ranges::find_if(input.statements, [&](const StatementFacts& facts) {
    return facts.place.statement == number;
  });
  return found == input.statements.end() ? nullptr : &*found;
}

bool is_wrapped(const MigrationTrials& input) {
  return input.transaction == TransactionMode::per_migration ||
         input.transaction == TransactionMode::all;
}

bool runs_on_d1(const MigrationTrials& input) {
  return input.runtime && input.runtime->engine == Runtime::Engine::d1;
}

std::string safe_text_or(const MigrationTrials& input, const std::string& otherwise) {
  if (!input.safe_text) return otherwise;
  const bool all = input.safe_text->left.empty();
  return std::string("take the text that lint proposes: ") + input.safe_text->why +
         (all ? "" : " (it says what is still left)");
}

std::string only_when(const MigrationTrials& input, const RunTest& shows) {
  std::set<bool> keys, transactions, other_keys, other_transactions;
  for (const RunTrial& run : input.runs) {
    const bool shown = shows(run);
    (shown ? keys : other_keys).insert(run.foreign_keys);
    (shown ? transactions : other_transactions).insert(run.in_transaction);
  }
  std::string text;
  if (keys.size() == 1 && other_keys.contains(!*keys.begin())) {
    text += *keys.begin() ? " with foreign keys on" : " with foreign keys off";
  }
  if (transactions.size() == 1 && other_transactions.contains(!*transactions.begin())) {
    text += *transactions.begin() ? " inside a transaction" : " outside a transaction";
  }
  return text;
}

std::vector<const Loss*> losses_of(const MigrationTrials& input,
                                   const std::function<bool(const Loss&)>& wanted) {
  std::map<std::tuple<int, Identifier, std::string, std::string>, const Loss*> losses;
  for (const RunTrial& run : input.runs) {
    for (const Loss& loss : run.losses) {
      if (!wanted(loss)) continue;
      const Loss*& known =
          losses[{loss.place.statement, loss.table,
                  loss.column ? ascii_lower(loss.column->text()) : "", to_string(loss.cause)}];
      if (known == nullptr || loss.rows > known->rows) known = &loss;
    }
  }
  std::vector<const Loss*> found;
  for (const auto& [key, loss] : losses) found.push_back(loss);
  return found;
}

std::string rows_words(const MigrationTrials& input, const Loss& loss) {
  std::int64_t before = 0;
  for (const RunTrial& run : input.runs) {
    const auto rows = run.rows_before.find(loss.table);
    if (rows != run.rows_before.end()) before = std::max(before, rows->second);
  }
  const char* share = before == 0 ? "" : loss.rows >= before ? "all " : "some ";
  return share + std::string("rows of ") + loss.table.text();
}

bool is_wiped(const MigrationTrials& input, const Loss& loss) {
  const bool by_key = loss.cause == LossCause::cascade || loss.cause == LossCause::set_null ||
                      loss.cause == LossCause::set_default;
  const StatementFacts* facts = statement_of(input, loss.place.statement);
  // A DELETE that takes along what references its rows does what the schema says it should.
  return by_key && (facts == nullptr || facts->changes_schema);
}

std::string wiped_words(const MigrationTrials& input, const std::vector<const Loss*>& losses) {
  std::vector<std::string> words;
  for (const Loss* loss : losses) {
    const std::string column = loss->column ? loss->column->text() + " in " : "";
    const char* what = loss->cause == LossCause::cascade    ? " are deleted"
                       : loss->cause == LossCause::set_null ? " becomes NULL"
                                                            : " becomes its default";
    words.push_back(column + rows_words(input, *loss) + what);
  }
  return listed(words);
}

const StepFailure* failure_with_rows(const MigrationTrials& input) {
  const auto empty = [&](const RunTrial& run, bool fails) {
    return std::ranges::any_of(input.runs, [&](const RunTrial& other) {
      const bool alike = !fails || (other.foreign_keys == run.foreign_keys &&
                                    other.in_transaction == run.in_transaction);
      return !other.with_rows && other.failure.has_value() == fails && alike;
    });
  };
  for (const RunTrial& run : input.runs) {
    if (run.with_rows && run.failure && empty(run, false) && !empty(run, true)) {
      return &*run.failure;
    }
  }
  return nullptr;
}

const StatementFacts* ignored_switch_off(const MigrationTrials& input) {
  bool inside = is_wrapped(input) || runs_on_d1(input);
  for (const StatementFacts& facts : input.statements) {
    if (facts.transaction == "BEGIN" || facts.transaction == "SAVEPOINT BEGIN") inside = true;
    if (facts.transaction == "COMMIT" || facts.transaction == "ROLLBACK") inside = false;
    if (inside && is_off(facts)) return &facts;
  }
  return nullptr;
}

bool harms(const MigrationTrials& input, const StatementFacts& switch_off) {
  const auto behind = [&](const StatementPlace& place) {
    return place.statement > switch_off.place.statement || place.statement == 0;
  };
  const bool wiped = !losses_of(input, [&](const Loss& loss) {
                        return is_wiped(input, loss) && behind(loss.place);
                      }).empty();
  const StepFailure* failure = failure_with_rows(input);
  return wiped || (failure != nullptr && failure->constraint && behind(failure->place) &&
                   failure->message.find("FOREIGN KEY") != std::string::npos);
}

}  // namespace plumbline
