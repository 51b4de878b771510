#include "analyzer/plan/try_rows.hpp"

#include <algorithm>

#include "analyzer/diff/diff_table.hpp"
#include "analyzer/diff/meaning.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

std::string in_parentheses(const std::string& text) {
  return text.empty() ? "" : " (" + text + ")";
}

/// The target's columns without any constraint, so that every row goes in as the target's types,
/// collations and expressions would have it.
std::string create_trial_table(const Table& target) {
  Table bare;
  bare.name = target.name;
  for (const Column& column : target.columns) {
    Column copy;
    copy.name = column.name;
    // ANY keeps values as they are in STRICT tables; outside them only "no type" does.
    copy.type = target.strict && equal_folded(column.type, "ANY") ? "" : column.type;
    copy.collation = column.collation;
    copy.generated = column.generated;
    copy.default_sql = column.default_sql;
    bare.columns.push_back(std::move(copy));
  }
  const std::string create = write_create_table(text_of(bare));
  return "CREATE TEMP TABLE" + create.substr(std::string("CREATE TABLE").size());
}

/// Holds for a value that a STRICT column does not take; empty for ANY, which takes all.
std::string strict_misfit(const Column& column) {
  if (equal_folded(column.type, "ANY")) return "";
  return "typeof(" + column.name.quoted() + ") NOT IN ('null', '" +
         ascii_lower(affinity_of(column.type)) + "')";
}

class RowTrial {
 public:
  RowTrial(const Connection& shadow, const Table& live, const Table& target, const Options& options,
           Fit& fit)
      : shadow_(shadow), live_(live), target_(target), options_(options), fit_(fit) {}

  void run() {
    rows_ = count_rows(shadow_, live_.name);
    std::vector<ColumnSource> sources = column_sources(live_, target_, fit_.fills);
    std::string columns, expressions;
    for (const ColumnSource& source : sources) {
      columns += (columns.empty() ? "" : ", ") + source.column.quoted();
      expressions += (expressions.empty() ? "" : ", ") + source.expression;
    }
    if (sources.empty()) {
      Table trial = target_;
      trial.without_rowid = false;
      columns = rowid_name(trial).value_or(Identifier("rowid")).text();
      expressions = "NULL";
    }
    auto failure = shadow_.try_execute(create_trial_table(target_));
    if (!failure) {
      failure = shadow_.try_execute("INSERT INTO " + trial_table() + "(" + columns + ") SELECT " +
                                    expressions + " FROM " + main_table());
    }
    if (failure) {
      refuse("its rows cannot be tried on the target: " + failure->message,
             "see what the message names");
    } else {
      conversions();
      computed_nulls();
      checks();
      keys();
    }
    shadow_.execute("DROP TABLE IF EXISTS " + trial_table());
  }

 private:
  std::string main_table() const { return "main." + live_.name.quoted(); }
  std::string trial_table() const { return "temp." + target_.name.quoted(); }

  void refuse(const std::string& reason, const std::string& remedy,
              ObjectType type = ObjectType::table, const Identifier& name = Identifier()) {
    const Identifier& object = type == ObjectType::table ? target_.name : name;
    fit_.refusals.push_back({{type, object, target_.name}, reason, remedy, std::nullopt});
  }

  std::int64_t count(const std::string& from, const std::string& where) {
    return shadow_.integer("SELECT count(*) FROM " + from + " WHERE " + where).value_or(0);
  }

  /// Rows of both tables side by side, where both have rowids that are the same.
  std::string side_by_side() const {
    const auto before = rowid_name(live_);
    const auto after =
        rowid_alias(target_) ? std::optional(rowid_alias(target_)->name) : rowid_name(target_);
    if (!before || !after || !keeps_rowids(live_, target_)) return "";
    return main_table() + " AS before JOIN " + trial_table() + " AS after ON before." +
           before->text() + " = after." + after->quoted();
  }

  void conversions() {
    for (const Column& column : target_.columns) {
      const Column* before = find_column(live_, column.name);
      if (column.generated) {
        if (target_.strict) refused_by_strict(column, column.name.quoted());
        continue;
      }
      if (before == nullptr) {
        if (target_.strict) refuse_strict_default(column);
        continue;
      }
      const bool same_type =
          type_meaning(*before, live_.strict) == type_meaning(column, target_.strict);
      // A computed value was never held to its column's type.
      if (same_type && live_.strict == target_.strict && !before->generated) continue;
      const std::string name = column.name.quoted();
      if (target_.strict && refused_by_strict(column, name)) continue;
      count_converted(column, name);
    }
  }

  bool refused_by_strict(const Column& column, const std::string& name) {
    const std::string misfit = strict_misfit(column);
    if (misfit.empty()) return false;
    const std::int64_t rows = count(trial_table(), misfit);
    if (rows == 0) return false;
    const std::string rowid = keeps_rowids(live_, target_) ? trial_rowid() : "";
    refuse(rows_that(rows, "holds", "hold") + " a value in " + column.name.text() + " that " +
               column.type + " of a STRICT table does not take" +
               in_parentheses(sample_rows(shadow_, rowid, name, trial_table(), misfit, options_)),
           "change these values, or declare the column ANY", ObjectType::column, column.name);
    return true;
  }

  void refuse_strict_default(const Column& column) {
    const std::string misfit = strict_misfit(column);
    if (misfit.empty() || count(trial_table(), misfit) == 0) return;
    refuse("the default of the new column " + column.name.text() + " is nothing that " +
               column.type + " of a STRICT table takes",
           "give it a default of its type, or declare it ANY", ObjectType::column, column.name);
  }

  std::string trial_rowid() const {
    if (rowid_name(live_) == std::nullopt) return "";
    if (const Column* alias = rowid_alias(target_)) return alias->name.quoted();
    Table trial = target_;
    trial.without_rowid = false;
    const auto name = rowid_name(trial);
    return name ? name->text() : "";
  }

  void count_converted(const Column& column, const std::string& name) {
    const std::string pairs = side_by_side();
    std::int64_t rows = rows_;
    if (!pairs.empty()) {
      rows = count(pairs, "before." + name + " IS NOT after." + name + " OR typeof(before." + name +
                              ") <> typeof(after." + name + ")");
    }
    if (rows > 0) fit_.hazards.push_back({Hazard::convert_value, target_.name, column.name, rows});
  }

  /// Those of other columns are counted before the trial: a default could fill them.
  void computed_nulls() {
    for (const Column& column : target_.columns) {
      if (!column.generated || !column.not_null) continue;
      const std::string is_null = column.name.quoted() + " IS NULL";
      const std::int64_t rows = count(trial_table(), is_null);
      if (rows == 0) continue;
      refuse(rows_that(rows, "computes", "compute") + " NULL for the generated column " +
                 column.name.text() + ", which the target declares NOT NULL" +
                 in_parentheses(
                     sample_rows(shadow_, trial_rowid(), "", trial_table(), is_null, options_)),
             "change these rows, or declare the column without NOT NULL", ObjectType::column,
             column.name);
    }
  }

  void checks() {
    for (const Check& check : target_.checks) {
      const std::string fails = "NOT (" + check.expression + ")";
      Query query(shadow_, "SELECT count(*) FROM " + trial_table() + " WHERE " + fails);
      bool row = false;
      if (const auto failure = query.try_step(row)) {
        refuse("CHECK (" + check.expression + ") cannot be tried here: " + failure->message,
               "it needs a function that only the application has");
        continue;
      }
      const std::int64_t rows = query.integer(0);
      query.reset();
      if (rows == 0) continue;
      refuse(rows_that(rows, "fails", "fail") + " CHECK (" + check.expression + ")" +
                 in_parentheses(
                     sample_rows(shadow_, trial_rowid(), "", trial_table(), fails, options_)),
             "change these rows, or the CHECK");
    }
  }

  void keys() {
    if (target_.primary_key && !rowid_alias(target_)) {
      add_duplicates(target_.primary_key->columns, std::nullopt, "the primary key");
    }
    if (const Column* alias = rowid_alias(target_)) rowid_values(*alias);
    for (const Unique& unique : target_.uniques) {
      add_duplicates(unique.columns, std::nullopt, shown(unique));
    }
    for (const auto& [name, index] : target_.indexes) {
      if (index.unique) add_duplicates(index.columns, index.where, "unique index " + name.text());
    }
  }

  void add_duplicates(const std::vector<KeyPart>& parts, const std::optional<std::string>& where,
                      const std::string& what) {
    std::ranges::move(
        duplicates(shadow_, {trial_table(), keeps_rowids(live_, target_) ? trial_rowid() : ""},
                   target_.name, parts, where, what, options_),
        std::back_inserter(fit_.refusals));
  }

  void rowid_values(const Column& alias) {
    if (!find_column(live_, alias.name)) return;
    const std::string name = alias.name.quoted();
    const std::string misfit = "typeof(" + name + ") <> 'integer'";
    const std::int64_t rows = count(trial_table(), misfit);
    if (rows > 0) {
      refuse(rows_that(rows, "holds", "hold") + " no integer in " + alias.name.text() +
                 ", which becomes the rowid",
             "change these values first", ObjectType::column, alias.name);
    }
    KeyPart part;
    part.column = alias.name;
    add_duplicates({part}, std::nullopt, "the primary key");
  }

  const Connection& shadow_;
  const Table& live_;
  const Table& target_;
  const Options& options_;
  Fit& fit_;
  std::int64_t rows_ = 0;
};

}  // namespace

void try_rows(const Connection& shadow, const Table& live, const Table& target,
              const Options& options, Fit& fit) {
  RowTrial(shadow, live, target, options, fit).run();
}

}  // namespace plumbline
