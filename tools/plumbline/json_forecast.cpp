#include "tools/plumbline/json_forecast.hpp"

#include "tools/plumbline/forecast_words.hpp"

namespace plumbline {

namespace {

/// What is not known is null: a key that is sometimes absent is a trap for who reads it.
void append_place(Json& json, const StatementPlace& place) {
  json["step"] = place.step;
  json["statement"] = place.statement > 0 ? Json(place.statement) : Json();
  json["file"] = place.file.empty() ? Json() : Json(place.file);
  json["line"] = place.line > 0 ? Json(place.line) : Json();
  json["sql"] = place.sql.empty() ? Json() : Json(place.sql);
}

Json json_of_loss(const Loss& loss) {
  Json json = {{"table", loss.table.text()}, {"rows", loss.rows}, {"by", to_string(loss.cause)}};
  if (loss.column) json["column"] = loss.column->text();
  append_place(json, loss.place);
  return json;
}

const StatementPlace* place_of(const Forecast& forecast) {
  if (forecast.failure) return &forecast.failure->place;
  if (forecast.outcome != ForecastOutcome::loses_rows || forecast.losses.empty()) return nullptr;
  return &gravest_first(forecast.losses).front()->place;
}

}  // namespace

Json json_of(const std::optional<Forecast>& forecast) {
  if (!forecast) return {{"outcome", to_string(ForecastOutcome::not_run)}};
  Json json = {{"outcome", to_string(forecast->outcome)}};
  if (!forecast->why.empty()) json["why"] = forecast->why;
  if (const StatementPlace* const place = place_of(*forecast)) append_place(json, *place);
  if (forecast->failure) {
    json["error"] = forecast->failure->message;
    json["constraint"] = forecast->failure->constraint;
    if (!forecast->failure->rows.empty()) json["fails_on"] = forecast->failure->rows;
  }
  json["steps"] = forecast->steps;
  if (!forecast->rows.empty()) json["rows"] = forecast->rows;
  Json losses = Json::array();
  for (const Loss& loss : forecast->losses) losses.push_back(json_of_loss(loss));
  json["losses"] = std::move(losses);
  Json drift = Json::array();
  for (const Change& change : forecast->drift) drift.push_back(json_of(change));
  json["drift"] = std::move(drift);
  return json;
}

Json json_of(const Rewrite& rewrite) {
  return {{"migration", rewrite.migration},
          {"file", rewrite.file},
          {"why", rewrite.text.why},
          {"sql", rewrite.text.sql},
          {"left", rewrite.text.left}};
}

}  // namespace plumbline
