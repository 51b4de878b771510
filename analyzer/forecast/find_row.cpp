#include "analyzer/forecast/find_row.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "analyzer/forecast/check_words.hpp"
#include "analyzer/sql_text/normal_form.hpp"

namespace plumbline {

namespace {

constexpr int most_tries = 4000;  // for one complaint: more takes longer than the answer is worth
constexpr int most_rounds = 12;

using Choice = std::vector<std::size_t>;  // for each slot, which of its tuples
using Slots = std::set<std::size_t>;

bool shares(const Slots& some, const Slots& others) {
  return std::ranges::any_of(some, [&](std::size_t slot) { return others.contains(slot); });
}

class RowSearch {
 public:
  RowSearch(const Connection& connection, const Table& table, const std::vector<Slot>& slots)
      : connection_(connection), table_(table), slots_(slots), choice_(slots.size(), 0) {}

  std::string run() {
    failure_ = attempt(choice_);
    for (int round = 0; round < most_rounds && !failure_.empty(); ++round) {
      if (!find_past(failure_)) break;
    }
    return failure_;
  }

 private:
  /// Changes the values that `failure` is about until SQLite complains of something that it has not
  /// complained of before, or of nothing; where that is not enough, the values that earlier
  /// complaints were about as well.
  bool find_past(const std::string& failure) {
    const Slots focus = slots_of(failure);
    complaints_[failure] = focus;
    const Slots wide = connected_to(focus);
    return change_only(focus, false) || (wide.size() > focus.size() && change_only(wide, false)) ||
           change_only(wide, true);
  }

  Slots connected_to(Slots focus) const {
    for (std::size_t before = 0; before != focus.size();) {
      before = focus.size();
      for (const auto& [failure, slots] : complaints_) {
        if (shares(slots, focus)) focus.insert(slots.begin(), slots.end());
      }
    }
    return focus;
  }

  /// `trade`: another complaint about the values that were changed will do.
  bool change_only(const Slots& focus, bool trade) {
    changed_ = focus;
    trade_ = trade;
    const std::vector<std::size_t> places(focus.begin(), focus.end());
    tries_ = 0;
    // Few changes before many: a row stays close to what it would be anyway.
    for (std::size_t sum = 0; sum <= greatest_sum(places) && tries_ < most_tries; ++sum) {
      Choice choice = choice_;
      for (const std::size_t place : places) choice[place] = 0;
      if (try_with_sum(places, 0, sum, choice)) return true;
    }
    return false;
  }

  std::size_t greatest_sum(const std::vector<std::size_t>& places) const {
    std::size_t sum = 0;
    for (const std::size_t place : places) sum += slots_[place].tuples.size() - 1;
    return sum;
  }

  bool try_with_sum(const std::vector<std::size_t>& places, std::size_t at, std::size_t sum,
                    Choice& choice) {
    if (at == places.size()) return sum == 0 && is_progress(choice);
    const std::size_t most = std::min(sum, slots_[places[at]].tuples.size() - 1);
    for (std::size_t index = 0; index <= most && tries_ < most_tries; ++index) {
      choice[places[at]] = index;
      if (try_with_sum(places, at + 1, sum - index, choice)) return true;
    }
    choice[places[at]] = 0;
    return false;
  }

  bool is_progress(const Choice& choice) {
    ++tries_;
    const std::string failure = attempt(choice);
    // A wrong type in a STRICT table is no new insight.
    if (complaints_.contains(failure) || failure.starts_with("cannot store ")) return false;
    if (!failure.empty() && !trade_ && shares(slots_of(failure), changed_)) return false;
    choice_ = choice;
    failure_ = failure;
    return true;
  }

  std::string statement(const Choice& choice) const {
    std::string columns, values;
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      const std::vector<std::string>& tuple = slots_[at].tuples[choice[at]];
      for (std::size_t part = 0; part < tuple.size(); ++part) {
        columns += (columns.empty() ? "" : ", ") + slots_[at].columns[part].quoted();
        values += (values.empty() ? "" : ", ") + tuple[part];
      }
    }
    const std::string insert = "INSERT INTO main." + table_.name.quoted();
    if (columns.empty()) return insert + " DEFAULT VALUES";
    return insert + " (" + columns + ") VALUES (" + values + ")";
  }

  std::string attempt(const Choice& choice) const {
    const std::string count = "SELECT count(*) FROM main." + table_.name.quoted();
    const auto before = connection_.integer(count);
    connection_.execute("SAVEPOINT try_row");
    const auto failure = connection_.try_execute(statement(choice));
    // ON CONFLICT IGNORE and REPLACE, and triggers that RAISE(IGNORE), fail in silence.
    const bool more = !failure && connection_.integer(count) > before;
    if (!connection_.in_transaction()) throw_lost_transaction(failure);
    connection_.execute(more ? "RELEASE try_row" : "ROLLBACK TO try_row; RELEASE try_row");
    if (more) return "";
    return failure ? failure->message : "the row was ignored, or took another's place";
  }

  /// ON CONFLICT ROLLBACK and RAISE(ROLLBACK) take every savepoint with them.
  [[noreturn]] void throw_lost_transaction(const std::optional<SqlFailure>& failure) const {
    throw Error(Error::Kind::failed, {},
                (failure ? failure->message : "the transaction ended") + " (rolled back)");
  }

  Slots slots_of(const std::string& failure) const {
    Slots focus = slots_named(failure);
    if (failure.starts_with("CHECK constraint failed: ")) {
      focus = slots_of_check(failure.substr(std::string_view("CHECK constraint failed: ").size()));
    } else if (failure.starts_with("FOREIGN KEY")) {
      for (const ForeignKey& key : table_.foreign_keys) {
        for (const Identifier& column : key.columns) add_slot_of(column, focus);
      }
    }
    if (failure.find("JSON") != std::string::npos) {  // "malformed JSON", of whichever CHECK
      for (const Check& check : table_.checks) {
        if (ascii_lower(check.expression).find("json") != std::string::npos) {
          add_mentioned(check.expression, focus);
        }
      }
    }
    if (focus.empty()) {
      for (std::size_t at = 0; at < slots_.size(); ++at) focus.insert(at);
    }
    return focus;
  }

  /// "UNIQUE constraint failed: t.a, t.b", "cannot store TEXT value in INTEGER column t.a", and for
  /// an index over expressions "UNIQUE constraint failed: index 'i'".
  Slots slots_named(const std::string& failure) const {
    Slots focus;
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      for (const Identifier& column : slots_[at].columns) {
        const std::string name = table_.name.text() + "." + column.text();
        const std::size_t found = failure.find(name);
        if (found == std::string::npos) continue;
        const std::size_t end = found + name.size();
        if (end == failure.size() || failure[end] == ',') focus.insert(at);
      }
    }
    for (const auto& [name, index] : table_.indexes) {
      if (failure.find("index '" + name.text() + "'") == std::string::npos) continue;
      add_mentioned(index.sql, focus);
    }
    return focus;
  }

  Slots slots_of_check(const std::string& named) const {
    Slots focus;
    for (const Check& check : table_.checks) {
      const bool same = (check.name && check.name->text() == named) ||
                        normal_expression(check.expression) == normal_expression(named);
      if (same) add_mentioned(check.expression, focus);
    }
    if (focus.empty()) add_mentioned(named, focus);
    return focus;
  }

  void add_mentioned(const std::string& expression, Slots& focus) const {
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      for (const Identifier& column : slots_[at].columns) {
        if (mentions(expression, column.text())) focus.insert(at);
      }
    }
    // What a generated column is made of is what can be changed of it.
    for (const Column& column : table_.columns) {
      if (!column.generated || !mentions(expression, column.name.text())) continue;
      if (!mentions(column.generated->expression, column.name.text())) {
        add_mentioned(column.generated->expression, focus);
      }
    }
  }

  void add_slot_of(const Identifier& column, Slots& focus) const {
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      if (std::ranges::find(slots_[at].columns, column) != slots_[at].columns.end()) {
        focus.insert(at);
      }
    }
  }

  const Connection& connection_;
  const Table& table_;
  const std::vector<Slot>& slots_;
  Choice choice_;
  std::string failure_;
  std::map<std::string, Slots> complaints_;  // and what each is about
  Slots changed_;
  bool trade_ = false;
  int tries_ = 0;
};

}  // namespace

std::string insert_some_row(const Connection& connection, const Table& table,
                            const std::vector<Slot>& slots) {
  return RowSearch(connection, table, slots).run();
}

}  // namespace plumbline
