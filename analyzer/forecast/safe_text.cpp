#include "analyzer/forecast/safe_text.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "analyzer/forecast/prove_rewrite.hpp"
#include "analyzer/forecast/repeatable.hpp"
#include "analyzer/forecast/rewrite_text.hpp"
#include "analyzer/forecast/risk.hpp"
#include "analyzer/forecast/rows_safe_text.hpp"
#include "analyzer/forecast/wrap_transaction.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

/// What is done to a text, in the order in which it is tried.
struct Means {
  bool creates = false;
  bool drops = false;
  bool inserts = false;
  bool transaction = false;
};
constexpr std::array<Means, 8> all_means = {{{},
                                             {true},
                                             {true, true},
                                             {true, true, true},
                                             {false, false, false, true},
                                             {true, false, false, true},
                                             {true, true, false, true},
                                             {true, true, true, true}}};

/// A text, and what was done to it.
struct Candidate {
  MigrationText text;
  std::size_t creates = 0, drops = 0, inserts = 0;
  bool passes_over_old_rows = false;
  bool transaction = false;
  bool foreign_keys_off = false;
};

std::string count_words(std::size_t count, const std::string& words) {
  return words + " in " + std::to_string(count) + (count == 1 ? " statement" : " statements");
}

class Rewriter {
 public:
  explicit Rewriter(const SafeTextInput& input)
      : in_(input),
        wrapped_(input.trials.transaction == TransactionMode::per_migration ||
                 input.trials.transaction == TransactionMode::all),
        text_(pieces_of(input.migration, input.file)) {}

  std::optional<SafeText> run() {
    Risk as_it_is = risk_of(in_.trials);
    if (as_it_is.none()) return std::nullopt;
    harmed_ = as_it_is.failures + as_it_is.wiped > 0;
    if (harmed_) rows_safe_ = rows_safe_text(text_, in_.empty, in_.filled, in_.options);
    const RewriteProof proof(
        {in_.migration, in_.empty, in_.filled, wrapped_, harmed_, in_.options});
    as_it_is.drops_later_rows = proof.drops_later_rows(in_.migration);
    std::set<std::string> seen = {joined(text_)};
    for (const Means& means : all_means) {
      const auto candidate = apply(means);
      if (!candidate || !seen.insert(joined(candidate->text)).second) continue;
      weigh(*candidate, as_it_is, proof);
      if (best_ && best_risk_.none()) break;
    }
    if (!best_) return std::nullopt;
    return SafeText{joined(best_->text), why(*best_), left(*best_)};
  }

 private:
  bool runs_on_d1() const {
    return in_.options.runtime && in_.options.runtime->engine == Runtime::Engine::d1;
  }

  std::optional<Candidate> apply(const Means& means) const {
    Candidate candidate{rows_safe_ ? rows_safe_->text : text_};
    if (means.transaction && (wrapped_ || runs_on_d1() || !can_be_wrapped(candidate.text))) {
      return std::nullopt;
    }
    for (TextPiece& piece : candidate.text.pieces) {
      if (!piece.ours) change(piece, means, candidate);
    }
    if (means.transaction) {
      candidate.transaction = true;
      candidate.foreign_keys_off = harmed_ && in_.options.foreign_keys;
      put_in_transaction(candidate.text,
                         {candidate.foreign_keys_off, rows_safe_ && rows_safe_->renames_tables,
                          in_.options.foreign_keys});
    }
    return candidate;
  }

  void change(TextPiece& piece, const Means& means, Candidate& candidate) const {
    if (auto sql = means.creates ? with_if_not_exists(piece.sql) : std::nullopt) {
      piece.sql = *std::move(sql);
      ++candidate.creates;
    } else if (auto drop = means.drops ? with_if_exists(piece.sql) : std::nullopt) {
      piece.sql = *std::move(drop);
      ++candidate.drops;
    } else if (auto insert = means.inserts ? insert_once(piece.sql, means) : std::nullopt) {
      piece.sql = *std::move(insert);
      ++candidate.inserts;
      candidate.passes_over_old_rows |= !is_new(*table_of_insert(piece.sql));
    }
  }

  /// A table that is made and filled in one transaction is empty until that has run. Without one,
  /// somebody may write to it in between, so that every row counts for itself.
  std::optional<std::string> insert_once(const std::string& sql, const Means& means) const {
    const auto table = table_of_insert(sql);
    if (!table) return std::nullopt;
    const auto fills = [&](const TextPiece& piece) { return table_of_insert(piece.sql) == table; };
    std::string once;
    const bool at_once = means.transaction || has_transaction(text_);
    if (is_new(*table) && at_once && std::ranges::count_if(text_.pieces, fills) == 1) {
      once = only_into_empty_table(sql);
    } else {
      once = without_rows_that_are_there(sql, columns_of(*table));
    }
    return once == sql ? std::nullopt : std::optional(std::move(once));
  }

  /// Before the migration or, of a new one, behind it.
  std::vector<Identifier> columns_of(const Identifier& table) const {
    if (!is_new(table)) return stored_columns(in_.empty, table);
    const Shadow behind = shadow_of(in_.empty, in_.options.deadline);
    for (const MigrationStatement& statement : in_.migration.up) {
      if (run_migration_statement(behind.connection, statement.sql)) return {};
    }
    return stored_columns(behind.connection, table);
  }

  bool is_new(const Identifier& table) const {
    return std::ranges::count(tables_with_rows(in_.empty), table) == 0;
  }

  /// Better in something and worse in nothing, and it leads to the same.
  void weigh(const Candidate& candidate, const Risk& as_it_is, const RewriteProof& proof) {
    const Migration rewritten = with_text(in_.migration, candidate.text);
    if (!proof.difference_of(rewritten).empty()) return;
    MigrationTrials trials = in_.try_instead(rewritten);
    Risk risk = risk_of(trials);
    risk.drops_later_rows = proof.drops_later_rows(rewritten);
    if (!risk.is_less_than(as_it_is) || (best_ && !risk.weighs_less_than(best_risk_))) return;
    best_ = candidate;
    best_risk_ = risk;
    best_trials_ = std::move(trials);
  }

  std::string why(const Candidate& candidate) const {
    std::vector<std::string> words;
    if (rows_safe_)
      words.emplace_back("a rebuild of the table in place of what SQLite refuses over rows");
    if (candidate.creates > 0) words.push_back(count_words(candidate.creates, "IF NOT EXISTS"));
    if (candidate.drops > 0) words.push_back(count_words(candidate.drops, "IF EXISTS"));
    if (candidate.inserts > 0) {
      words.push_back(count_words(candidate.inserts, "only rows that are not there yet"));
    }
    if (candidate.transaction) words.emplace_back("one transaction around it all");
    if (candidate.foreign_keys_off) words.emplace_back("foreign keys off meanwhile");
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    }
    return text;
  }

  std::vector<std::string> left(const Candidate& candidate) const {
    std::vector<std::string> words = what_is_left(best_trials_, candidate.transaction);
    if (best_risk_.drops_later_rows) {
      words.emplace_back("rows that are written between the stop and the next run can get lost");
    }
    if (candidate.passes_over_old_rows) {
      words.emplace_back("an INSERT passes over rows of the same values that were there before");
    }
    if (rows_safe_ && !wrapped_) {
      words.emplace_back(
          "run again between its end and the row in the log, it gives new columns "
          "of the rebuilt table their default again");
    }
    if (candidate.transaction && in_.trials.transaction == TransactionMode::unknown) {
      words.emplace_back(
          "where the runner puts a transaction around each migration itself, leave "
          "out BEGIN and COMMIT");
    }
    return words;
  }

  const SafeTextInput& in_;
  bool wrapped_;
  MigrationText text_;
  bool harmed_ = false;
  std::optional<RowsSafeText> rows_safe_;
  std::optional<Candidate> best_;
  Risk best_risk_;
  MigrationTrials best_trials_;
};

}  // namespace

std::optional<SafeText> safe_text(const SafeTextInput& input) { return Rewriter(input).run(); }

}  // namespace plumbline
