#include "analyzer/plan/alter_constraints.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

constexpr int has_alter_column = 3053000;
// 3.53 takes a CHECK that a row makes NULL for one that fails.
constexpr int null_passes_added_check = 3054000;
// 3.53.0 takes the quotes of DROP CONSTRAINT "x" for a part of the name; the first tried that does
// not is 3.53.2.
constexpr int drops_quoted_names = 3053002;
constexpr int drops_foreign_keys = 3054001;

/// What `some` has and `others` has not, equal meanings paired off.
template <class Constraint, class Meaning>
std::vector<Constraint> only_in(const std::vector<Constraint>& some,
                                const std::vector<Constraint>& others, Meaning meaning_of) {
  std::multiset<std::string> rest;
  for (const Constraint& other : others) rest.insert(meaning_of(other));
  std::vector<Constraint> result;
  for (const Constraint& one : some) {
    const auto found = rest.find(meaning_of(one));
    if (found == rest.end()) {
      result.push_back(one);
    } else {
      rest.erase(found);
    }
  }
  return result;
}

std::vector<Check> checks_only_in(const Table& some, const Table& other) {
  return only_in(some.checks, other.checks, [](const Check& check) { return meaning(check); });
}

/// Behind the parenthesis that closes the first one from `at` on; where the constraint ends before
/// there is one, behind the token at `at`.
std::size_t end_of_constraint(const std::vector<Token>& tokens, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < tokens.size(); ++i) {
    if (depth == 0 && (is_symbol(tokens[i], ")") || is_symbol(tokens[i], ","))) break;
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return tokens[i].offset + 1;
  }
  return tokens[at].offset + tokens[at].text.size();
}

/// The text of the constraint of that name; empty unless it is there once and can be told from all
/// else, since SQLite drops the first one of a name.
std::string named_constraint(const std::string& sql, const Identifier& name) {
  const std::vector<Token> tokens = tokens_of(sql);
  std::string result;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!is_word(tokens[i], "CONSTRAINT") || Identifier(unquoted(tokens[i + 1])) != name) continue;
    if (!result.empty()) return "";
    const std::size_t start = tokens[i].offset;
    result = sql.substr(start, end_of_constraint(tokens, i + 2) - start);
  }
  return sql.find(result) == sql.rfind(result) ? result : "";
}

/// Whether SQLite takes the name for a constraint without quotes.
bool is_plain(const std::string& name) {
  const std::vector<Token> tokens = tokens_of(name);
  if (tokens.size() != 1 || tokens[0].kind != TokenKind::word || tokens[0].text != name) {
    return false;
  }
  const Connection scratch = empty_shadow(name, std::nullopt);
  return !scratch.try_execute("CREATE TABLE t (a CONSTRAINT " + name + " CHECK (1))");
}

/// What ALTER does to a text that holds no rows: https://sqlite.org/lang_altertable.html §8.
std::vector<std::string> store_text(const Table& table, const std::string& sql) {
  return {"PRAGMA writable_schema=ON",
          "UPDATE main.sqlite_master SET sql = " + quote_literal(sql) +
              " WHERE type = 'table' AND name = " + quote_literal(table.name.text()),
          "PRAGMA writable_schema=RESET"};
}

class ConstraintAlter {
 public:
  explicit ConstraintAlter(const ConstraintInput& input) : in_(input) {}

  std::vector<Statement> drops() {
    for (const Check& check : checks_only_in(in_.live, in_.target)) drop(check.name);
    if (in_.runtime.version >= drops_foreign_keys) {
      const auto key_meaning = [&](const ForeignKey& key) {
        return meaning(key, in_.target_schema);
      };
      for (const ForeignKey& key :
           only_in(in_.live.foreign_keys, in_.target.foreign_keys, key_meaning)) {
        drop(key.name);
      }
    }
    for (const Column& column : in_.live.columns) {
      if (becomes(column, true, false)) drop_not_null(column);
    }
    return std::move(statements_);
  }

  std::vector<Statement> adds() {
    for (const Column& column : in_.live.columns) {
      if (becomes(column, false, true)) set_not_null(column);
    }
    // Columns that were added have brought their own checks.
    const Schema now = introspect(in_.scratch);
    for (const Check& check : checks_only_in(in_.target, now.tables.begin()->second)) add(check);
    return std::move(statements_);
  }

 private:
  using Edit = std::function<bool(CreateTableText&)>;

  /// Whether a column of both tables changes from NOT NULL (true) or NULL to the other.
  bool becomes(const Column& before, bool from, bool to) const {
    const Column* after = find_column(in_.target, before.name);
    return after != nullptr && !before.generated && !after->generated &&
           not_null_meaning(in_.live, before).empty() != from &&
           not_null_meaning(in_.target, *after).empty() != to;
  }

  /// Takes the statement, unless its edit says no or makes no table of it.
  void take(const std::string& action, const std::string& why, const Edit& edit,
            std::optional<TextPromise> leaves) {
    auto text = read_create_table(introspect(in_.scratch).tables.begin()->second.sql);
    if (!text || !edit(*text)) return;
    const std::string sql = write_create_table(*text);
    if (empty_shadow(in_.live.name.text(), std::nullopt).try_execute(sql)) return;
    Statement statement{"ALTER TABLE " + in_.live.name.quoted() + " " + action, why, {}};
    if (sqlite_library_version_number() < has_alter_column) {
      statement.instead = store_text(in_.live, sql);
    }
    statement.leaves = std::move(leaves);
    for (const std::string& step : run_here(statement)) in_.scratch.execute(step);
    statements_.push_back(std::move(statement));
  }

  void drop(const std::optional<Identifier>& name) {
    if (!name || goes_with_its_column(*name)) return;
    const std::string written = named_constraint(in_.live.sql, *name);
    const bool quoted = in_.runtime.version >= drops_quoted_names;
    if (written.empty() || (!quoted && !is_plain(name->text()))) return;
    take(
        "DROP CONSTRAINT " + (quoted ? name->quoted() : name->text()),
        "the target has no such constraint",
        [&](CreateTableText& text) {
          const auto has_name = [&](const ConstraintText& constraint) {
            return constraint.name == name;
          };
          auto gone = std::erase_if(text.constraints, has_name);
          for (ColumnText& column : text.columns) {
            gone += std::erase_if(column.constraints, has_name);
          }
          return gone == 1;
        },
        TextPromise{in_.live.name, written, false});
  }

  bool goes_with_its_column(const Identifier& name) const {
    const auto text = read_create_table(in_.live.sql);
    return text && std::ranges::any_of(text->columns, [&](const ColumnText& column) {
             return !find_column(in_.target, column.name) &&
                    std::ranges::any_of(column.constraints, [&](const ConstraintText& constraint) {
                      return constraint.name == name;
                    });
           });
  }

  void drop_not_null(const Column& column) {
    take(
        "ALTER COLUMN " + column.name.quoted() + " DROP NOT NULL", "the target takes NULL here",
        [&](CreateTableText& text) {
          const auto found = std::ranges::find(text.columns, column.name, &ColumnText::name);
          return std::erase_if(found->constraints, [](const ConstraintText& constraint) {
                   return constraint.kind == ConstraintText::Kind::not_null;
                 }) == 1;  // of two, SQLite drops one
        },
        std::nullopt);
  }

  void set_not_null(const Column& column) {
    ConstraintText not_null;
    not_null.kind = ConstraintText::Kind::not_null;
    not_null.on_conflict = find_column(in_.target, column.name)->not_null_conflict;
    take(
        "ALTER COLUMN " + column.name.quoted() + " SET " + write_constraint(not_null),
        "the target takes no NULL here",
        [&](CreateTableText& text) {
          std::ranges::find(text.columns, column.name, &ColumnText::name)
              ->constraints.push_back(not_null);
          return true;
        },
        std::nullopt);
  }

  void add(const Check& check) {
    if (in_.runtime.version < null_passes_added_check && some_row_gives_null(check)) return;
    ConstraintText text;
    text.kind = ConstraintText::Kind::check;
    text.name = check.name;
    text.text = check.expression;
    const std::string written = write_constraint(text);
    if (in_.live.sql.find(written) != std::string::npos) return;  // its absence would not show
    take(
        "ADD " + written, "the target declares this check",
        [&](CreateTableText& table) {
          table.constraints.push_back(text);
          return true;
        },
        TextPromise{in_.live.name, written, true});
  }

  /// Also where it cannot be told: over a column that is not there yet.
  bool some_row_gives_null(const Check& check) const {
    try {
      return in_.shadow.integer("SELECT EXISTS (SELECT 1 FROM main." + in_.live.name.quoted() +
                                " WHERE (" + check.expression + ") IS NULL)") != 0;
    } catch (const Error&) {
      return true;
    }
  }

  const ConstraintInput& in_;
  std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> drop_constraints(const ConstraintInput& input) {
  if (input.runtime.version < has_alter_column) return {};
  return ConstraintAlter(input).drops();
}

std::vector<Statement> add_constraints(const ConstraintInput& input) {
  if (input.runtime.version < has_alter_column) return {};
  return ConstraintAlter(input).adds();
}

}  // namespace plumbline
