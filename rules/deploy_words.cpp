#include "rules/deploy_words.hpp"

#include <utility>

#include "rules/migration_words.hpp"

namespace plumbline {

Finding finding_of(const Rule& rule, const StatementPlace& place, std::string message,
                   std::string remedy) {
  Finding finding = finding_of(rule, ObjectRef{}, std::move(message), std::move(remedy));
  finding.file = place.file;
  finding.line = place.line;
  return finding;
}

std::string words_for(const StatementPlace& place) {
  if (place.statement == 0) return "the end of " + place.step;
  return "statement " + std::to_string(place.statement) + " of " + place.step;
}

Finding finding_of(const Rule& rule, const Loss& loss, std::string message, std::string remedy) {
  Finding finding = finding_of(rule, loss.place, std::move(message), std::move(remedy));
  finding.object = loss.column ? ObjectRef{ObjectType::column, *loss.column, loss.table}
                               : ObjectRef{ObjectType::table, loss.table, loss.table};
  return finding;
}

std::string words_for(const Loss& loss) {
  const std::string rows = count_of(loss.rows, "row");
  const std::string of_table = " of " + loss.table.text();
  const std::string column = loss.column ? loss.column->text() : "";
  const std::string place = words_for(loss.place);
  switch (loss.cause) {
    case LossCause::delete_rows:
      return place + " deletes " + rows + of_table;
    case LossCause::drop_table:
      return place + " drops " + loss.table.text() + " with " + rows + " that are nowhere else";
    case LossCause::drop_column:
      return place + " drops column " + column + of_table + ", which has a value in " + rows;
    case LossCause::cascade:
      return place + " deletes " + rows + of_table + " by cascade";
    case LossCause::set_null:
    case LossCause::set_default:
      return place + " clears " + column + " in " + rows + of_table + " by " +
             to_string(loss.cause);
    case LossCause::trigger:
      return place + " deletes " + rows + of_table + " by a trigger";
    case LossCause::replace:
      return place + " replaces rows" + of_table + ": " + rows + " are gone";
    case LossCause::left_out:
      return place + " drops " + loss.table.text() + ": its copy lacks " + rows;
  }
  return place;
}

}  // namespace plumbline
