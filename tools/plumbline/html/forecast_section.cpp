#include <algorithm>
#include <iterator>

#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

PageData steps_of_start(const Forecast& forecast) {
  const std::string stop = forecast.failure ? forecast.failure->place.step : "";
  return list_data(forecast.steps, [&](const std::string& step) {
    const bool stops = forecast.failure && step == stop && step == forecast.steps.back();
    return fields({{"step", text_data(step)}, {"stops_here", PageData(stops)}});
  });
}

PageData failure_data(const std::optional<StepFailure>& failure) {
  if (!failure) return PageData(false);
  const bool has_sql = !failure->place.sql.empty();
  return fields({{"at", text_data(told(failure->place))},
                 {"message", text_data(failure->message)},
                 {"has_rows", PageData(!failure->rows.empty())},
                 {"rows", text_data(failure->rows)},
                 {"has_sql", PageData(has_sql)},
                 {"sql", code_data(failure->place.sql)}});
}

PageData losses_of(const Forecast& forecast) {
  return list_data(gravest_first(forecast.losses), [](const Loss* loss) {
    return fields({{"lost", text_data(amount_of(*loss))},
                   {"by", text_data(to_string(loss->cause))},
                   {"at", text_data(told(loss->place))}});
  });
}

PageData change_row(const Change& change) {
  const std::string sign(1, mark_of(change));
  return fields({{"sign", text_data(sign)},
                 {"kind", text_data(kind_of(change))},
                 {"object", text_data(name_of(object_of(change)))},
                 {"detail", text_data(detail_of(change))},
                 {"cosmetic", PageData(change.severity == ChangeClass::cosmetic)},
                 {"has_origin", PageData(false)},
                 {"explained", PageData(false)},
                 {"migration", text_data("")}});
}

}  // namespace

PageData change_rows(const std::vector<Change>& changes) {
  std::vector<Change> sorted;
  for (const ChangeClass severity : {ChangeClass::drift, ChangeClass::cosmetic}) {
    std::ranges::copy_if(changes, std::back_inserter(sorted),
                         [&](const Change& change) { return change.severity == severity; });
  }
  return list_data(sorted, change_row);
}

PageData forecast_section(const Report& report) {
  if (!report.forecast) return fields({{"any", PageData(false)}});
  const Forecast& forecast = *report.forecast;
  const bool tells_why = !forecast.why.empty();
  const bool tells_more = forecast.failure || !forecast.losses.empty() || !forecast.drift.empty();
  return fields(
      {{"any", PageData(true)},
       {"says_outcome", PageData(!tells_more)},
       {"outcome", text_data(sentence(headline_of_check(report)))},
       {"has_why", PageData(tells_why)},
       {"why", text_data(forecast.why)},
       {"has_steps", PageData(!forecast.steps.empty())},
       {"steps", steps_of_start(forecast)},
       {"failure", failure_data(forecast.failure)},
       {"has_losses", PageData(!forecast.losses.empty())},
       {"losses", losses_of(forecast)},
       {"has_drift", PageData(!forecast.drift.empty())},
       {"drift_words", text_data(count_of(forecast.drift) + " from " + expected_schema(report))},
       {"changes", change_rows(forecast.drift)}});
}

PageData changes_section(const Report& report) {
  return fields({{"any", PageData(!report.changes.empty())},
                 {"count", text_data(std::to_string(report.changes.size()))},
                 {"words", text_data(sentence(count_of(report.changes)) + " from " +
                                     expected_schema(report))},
                 {"changes", change_rows(report.changes)}});
}

PageData since_section(const Report& report) {
  if (!report.audit || !report.audit->since) return fields({{"any", PageData(false)}});
  const Since& since = *report.audit->since;
  std::vector<Change> changes;
  for (const ExplainedChange& one : since.changes) changes.push_back(one.change);
  PageData rows = list_data(since.changes, [](const ExplainedChange& one) {
    PageData row = change_row(one.change);
    row["migration"] = text_data(one.migration);
    row["has_origin"] = PageData(true);
    row["explained"] = PageData(!one.migration.empty());
    return row;
  });
  return fields({{"any", PageData(true)},
                 {"snapshot", text_data(since.snapshot)},
                 {"taken_at", text_data(since.taken_at.empty() ? "not dated" : since.taken_at)},
                 {"now", text_data(since.now.empty() ? "not dated" : since.now)},
                 {"count", text_data(std::to_string(changes.size()))},
                 {"words", text_data(sentence(count_of(changes)))},
                 {"has_changes", PageData(!changes.empty())},
                 {"changes", std::move(rows)}});
}

}  // namespace plumbline
