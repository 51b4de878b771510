#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string words_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::holds:
      return "holds";
    case CheckOutcome::broken:
      return "broken";
    case CheckOutcome::not_finished:
      return "not finished";
    case CheckOutcome::failed:
      return "no answer";
  }
  return "";
}

std::string tone_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::holds:
      return "good";
    case CheckOutcome::broken:
      return "bad";
    case CheckOutcome::not_finished:
    case CheckOutcome::failed:
      break;
  }
  return "open";
}

std::string amount_of(const DataCheck& check) {
  if (check.outcome != CheckOutcome::broken || check.rows <= 0) return "";
  // Of damage SQLite's complaints are counted, not rows.
  const bool of_rows = check.rule.starts_with("rows-");
  const std::string rows =
      plural(static_cast<std::size_t>(check.rows), of_rows ? "row" : "complaint");
  return check.at_least ? "at least " + rows : rows;
}

/// The table that the question is about, which its words do not name.
std::string table_of(const ObjectRef& object) {
  if (object.type == ObjectType::table) return object.name.text();
  return object.table.text();
}

template <class Value, class Word>
std::string joined(const std::vector<Value>& values, Word word) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ", ") + word(value);
  return text;
}

PageData check_data(const DataCheck& check) {
  const std::string amount = amount_of(check);
  const std::string object = check.object.type == ObjectType::database ? "" : name_of(check.object);
  const std::string rowids =
      joined(check.rowids, [](std::int64_t rowid) { return std::to_string(rowid); });
  const bool sample = static_cast<std::int64_t>(check.rowids.size()) < check.rows || check.at_least;
  return fields({{"has_table", PageData(!table_of(check.object).empty())},
                 {"table", text_data(table_of(check.object))},
                 {"what", text_data(check.what)},
                 {"has_object", PageData(!object.empty())},
                 {"object", text_data(object)},
                 {"outcome", text_data(words_of(check.outcome))},
                 {"check_tone", text_data(tone_of(check.outcome))},
                 {"has_amount", PageData(!amount.empty())},
                 {"amount", text_data(amount)},
                 {"declared", PageData(check.declared)},
                 {"has_rowids", PageData(!check.rowids.empty())},
                 {"rowids_name", text_data(sample ? "First rowids" : "Rowids")},
                 {"rowids", text_data(rowids)},
                 {"has_values", PageData(!check.values.empty())},
                 {"values", list_data(check.values,
                                      [](const std::string& value) { return text_data(value); })},
                 {"has_why", PageData(!check.why.empty())},
                 {"why", text_data(check.why)},
                 {"rule", text_data(check.rule)},
                 {"has_sql", PageData(!check.sql.empty())},
                 {"sql", code_data(check.sql)}});
}

/// Those with the first outcome come first.
std::vector<DataCheck> those_with(const Audit& audit,
                                  std::initializer_list<CheckOutcome> outcomes) {
  std::vector<DataCheck> checks;
  for (const CheckOutcome outcome : outcomes) {
    std::ranges::copy_if(audit.checks, std::back_inserter(checks),
                         [&](const DataCheck& check) { return check.outcome == outcome; });
  }
  return checks;
}

}  // namespace

PageData checks_section(const Report& report) {
  if (!report.audit || report.audit->checks.empty()) return fields({{"any", PageData(false)}});
  const std::vector<DataCheck> telling = those_with(
      *report.audit, {CheckOutcome::broken, CheckOutcome::failed, CheckOutcome::not_finished});
  const std::vector<DataCheck> holding = those_with(*report.audit, {CheckOutcome::holds});
  const std::string all = std::to_string(report.audit->checks.size());
  return fields({{"any", PageData(true)},
                 {"count", text_data(std::to_string(telling.size()) + " of " + all)},
                 {"none_telling", PageData(telling.empty())},
                 {"telling", list_data(telling, check_data)},
                 {"has_holding", PageData(!holding.empty())},
                 {"holding_words", text_data(plural(holding.size(), "question") + " answered: " +
                                             (holding.size() == 1 ? "it holds" : "they hold"))},
                 {"holding", list_data(holding, check_data)}});
}

}  // namespace plumbline
