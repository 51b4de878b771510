#include <algorithm>
#include <string>

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/key_clauses.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

/// "rowids 3 and 7; 4 and 9": the rows of the first groups.
std::string sample_groups(const Connection& shadow, const std::string& rowid,
                          const std::string& groups) {
  if (rowid.empty()) return "";
  constexpr int most_groups = 3;
  Query query(shadow, "SELECT group_concat(" + rowid + ", ' and ') " + groups + " LIMIT " +
                          std::to_string(most_groups));
  std::string result;
  while (query.step()) result += (result.empty() ? "" : "; ") + std::string(query.text(0));
  return " (rowids " + result + ")";
}

std::string sample_values(const Connection& shadow, const std::vector<KeyPart>& parts,
                          const std::string& groups, const Options& options) {
  if (!options.show_values || parts.size() != 1 || parts[0].expression) return "";
  const auto value =
      shadow.text("SELECT quote(" + parts[0].column.quoted() + ") " + groups + " LIMIT 1");
  return value ? ", such as " + *value : "";
}

}  // namespace

bool mentions_new_column(const std::string& expression, const Table& live, const Table& target) {
  return std::ranges::any_of(tokens_of(expression), [&](const Token& token) {
    if (token.kind != TokenKind::word && token.kind != TokenKind::quoted_name) return false;
    const Identifier name(unquoted(token));
    return find_column(target, name) != nullptr && find_column(live, name) == nullptr;
  });
}

bool is_over_new_column(const Index& index, const Table& live, const Table& target) {
  if (index.where && mentions_new_column(*index.where, live, target)) return true;
  return std::ranges::any_of(index.columns, [&](const KeyPart& part) {
    return part.expression ? mentions_new_column(*part.expression, live, target)
                           : find_column(live, part.column) == nullptr;
  });
}

std::vector<Refusal> duplicates(const Connection& shadow, const TableRows& rows,
                                const Identifier& table, const std::vector<KeyPart>& parts,
                                const std::optional<std::string>& where, const std::string& what,
                                const Options& options) {
  const KeyClauses key = key_clauses(parts, where);
  const std::string groups = "FROM " + rows.from + " WHERE " + key.condition + " GROUP BY " +
                             key.group_by + " HAVING count(*) > 1";
  const ObjectRef object{ObjectType::table, table, table};
  try {
    Query query(shadow, "SELECT count(*), sum(n) FROM (SELECT count(*) AS n " + groups + ")");
    query.step();
    const std::int64_t values = query.integer(0);
    if (values == 0) return {};
    return {{object,
             rows_that(query.integer(1), "shares", "share") + " " + std::to_string(values) +
                 (values == 1 ? " value" : " values") + " of " + key.names + ", which " + what +
                 " forbids" + sample_groups(shadow, rows.rowid, groups) +
                 sample_values(shadow, parts, groups, options),
             "decide which of them stay, and change or delete the others first", std::nullopt}};
  } catch (const Error& error) {
    return {{object, what + " cannot be tried here: " + error.message(),
             "it needs a function that only the application has", std::nullopt}};
  }
}

}  // namespace plumbline
