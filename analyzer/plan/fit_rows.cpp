#include "analyzer/plan/fit_rows.hpp"

#include <algorithm>

#include "analyzer/diff/diff_table.hpp"
#include "analyzer/diff/meaning.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/try_rows.hpp"
#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

std::string in_parentheses(const std::string& text) {
  return text.empty() ? "" : " (" + text + ")";
}

class RowFitter {
 public:
  RowFitter(const Connection& shadow, const Table& live, const Table& target,
            const Options& options)
      : shadow_(shadow), live_(live), target_(target), options_(options) {}

  Fit run(bool with_rows) {
    rows_ = count_rows(shadow_, live_.name);
    lost_columns();
    lost_sequence();
    if (rows_ == 0) return std::move(fit_);
    new_required_columns();
    nulls();
    collations();
    if (!keeps_rowids(live_, target_)) hazard(Hazard::renumber_rowid, std::nullopt, rows_);
    if (with_rows && fit_.refusals.empty()) try_rows(shadow_, live_, target_, options_, fit_);
    return std::move(fit_);
  }

 private:
  std::string main_table() const { return "main." + live_.name.quoted(); }
  std::string live_rowid() const {
    const auto name = rowid_name(live_);
    return name ? name->text() : "";
  }

  void refuse(const std::string& reason, const std::string& remedy,
              ObjectType type = ObjectType::table, const Identifier& name = Identifier()) {
    const Identifier& object = type == ObjectType::table ? target_.name : name;
    fit_.refusals.push_back({{type, object, target_.name}, reason, remedy, std::nullopt});
  }

  void hazard(Hazard which, const std::optional<Identifier>& column, std::int64_t rows) {
    fit_.hazards.push_back({which, target_.name, column, rows});
  }

  std::int64_t count(const std::string& from, const std::string& where) {
    return shadow_.integer("SELECT count(*) FROM " + from + " WHERE " + where).value_or(0);
  }

  void lost_columns() {
    for (const Column& column : live_.columns) {
      const Column* after = find_column(target_, column.name);
      const bool computed_now = after != nullptr && after->generated && !column.generated;
      if ((after != nullptr && !computed_now) || (after == nullptr && column.generated)) continue;
      hazard(Hazard::drop_column, column.name,
             count(main_table(), column.name.quoted() + " IS NOT NULL"));
    }
  }

  /// The mark is lost where it stands above the greatest rowid: ids of deleted rows come again.
  void lost_sequence() {
    const bool before = live_.primary_key && live_.primary_key->autoincrement;
    const bool after = target_.primary_key && target_.primary_key->autoincrement;
    if (!before || after) return;
    const auto lost = shadow_.integer("SELECT count(*) FROM " + mark_above_rows(live_));
    if (lost.value_or(0) > 0) hazard(Hazard::reset_sequence, std::nullopt, 1);
  }

  void new_required_columns() {
    for (const Column& column : target_.columns) {
      if (find_column(live_, column.name) || column.generated) continue;
      if (not_null_meaning(target_, column).empty() || !default_meaning(column).empty()) continue;
      refuse(count_of_rows(rows_) + " would have NULL in the new column " + column.name.text() +
                 ", which the target declares NOT NULL without a default",
             "give the column a default, or declare it without NOT NULL and fill it first",
             ObjectType::column, column.name);
    }
  }

  void nulls() {
    for (const Column& column : target_.columns) {
      const Column* before = find_column(live_, column.name);
      if (before == nullptr || column.generated) continue;
      const bool becomes_rowid = rowid_alias(target_) == &column && rowid_alias(live_) != before;
      if (not_null_meaning(target_, column).empty() && !becomes_rowid) continue;
      const std::string is_null = before->name.quoted() + " IS NULL";
      const std::int64_t missing = count(main_table(), is_null);
      if (missing == 0) continue;
      const bool fillable = !default_meaning(column).empty() && !becomes_rowid;
      const std::string rows =
          in_parentheses(sample_rows(shadow_, live_rowid(), "", main_table(), is_null, options_));
      if (fillable) {
        fit_.fills.insert(column.name);
        hazard(Hazard::fill_null, column.name, missing);
        continue;
      }
      refuse(rows_that(missing, "has", "have") + " NULL in " + column.name.text() +
                 (becomes_rowid ? ", which becomes the rowid"
                                : ", which the target declares NOT NULL without a default") +
                 rows,
             becomes_rowid ? "give these rows a value"
                           : "give these rows a value, or the column a default",
             ObjectType::column, column.name);
    }
  }

  void collations() {
    for (const Column& column : target_.columns) {
      const Column* before = find_column(live_, column.name);
      if (before == nullptr) continue;
      if (collation_meaning(before->collation) == collation_meaning(column.collation)) continue;
      const std::int64_t texts =
          count(main_table(), "typeof(" + column.name.quoted() + ") = 'text'");
      if (texts > 0) hazard(Hazard::change_collation, column.name, texts);
    }
  }

  const Connection& shadow_;
  const Table& live_;
  const Table& target_;
  const Options& options_;
  std::int64_t rows_ = 0;
  Fit fit_;
};

}  // namespace

std::int64_t count_rows(const Connection& shadow, const Identifier& table) {
  return shadow.integer("SELECT count(*) FROM main." + table.quoted()).value_or(0);
}

Fit fit_rows(const Connection& shadow, const Table& live, const Table& target, bool try_rows,
             const Options& options) {
  return RowFitter(shadow, live, target, options).run(try_rows);
}

}  // namespace plumbline
