// Spelling: the same object in any case, quotes, spacing and comments that SQLite takes for it.
#include <algorithm>
#include <cctype>
#include <set>

#include "model/identifier.hpp"
#include "tests/generated_model.hpp"

namespace plumbline::generated {

namespace {

constexpr char table_mark = '\x01';
constexpr char column_mark = '\x02';
constexpr char verbatim_mark = '\x03';

/// How one statement is spelled.
struct Style {
  bool lower = false;
  unsigned odd_space = 0;  ///< per cent
  unsigned odd_case = 0;   ///< per cent, of names where they are mentioned
};

Style random_style(Rng& rng) {
  Style style;
  style.lower = rng.percent(30);
  style.odd_space = rng.percent(50) ? 0 : static_cast<unsigned>(rng.between(1, 30));
  style.odd_case = rng.percent(60) ? 0 : 20;
  return style;
}

std::string space(const Style& style, Rng& rng) {
  static const std::vector<std::string> spaces = {
      "  ", "\n", "\n    ", "\t", " /* c */ ", " /* it's; \"odd\" */ ", " -- it's, (odd\n", "\r\n"};
  return rng.percent(style.odd_space) ? rng.pick(spaces) : " ";
}

bool needs_quotes(const std::string& name) {
  static const std::set<std::string> keywords = {
      "select", "group", "order", "index", "table", "from",  "where",   "check",
      "unique", "null",  "true",  "key",   "desc",  "limit", "default", "references"};
  if (name.empty() || keywords.contains(ascii_lower(name))) return true;
  if (std::isdigit(static_cast<unsigned char>(name[0])) != 0 || name[0] == '$') return true;
  return !std::ranges::all_of(name, [](char c) {
    return c == '_' || (std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0) ||
           (c & 0x80) != 0;
  });
}

std::string between(const std::string& name, char open, char close) {
  std::string result(1, open);
  for (const char c : name) result += std::string(c == close && open == close ? 2 : 1, c);
  return result + close;
}

std::string in_other_case(std::string name) {
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') {
      c = static_cast<char>(c - 'a' + 'A');
    } else if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return name;
}

const std::string* name_of(const Schema& schema, int table) {
  const auto found = std::ranges::find(schema.tables, table, &Table::id);
  if (found != schema.tables.end()) return &found->name;
  const auto object = std::ranges::find(schema.objects, table, &Object::id);
  return object == schema.objects.end() ? nullptr : &object->name;
}

/// Fills the holes of one text.
class Speller {
 public:
  Speller(const Schema& schema, const Style& style, Rng& rng)
      : schema_(schema), style_(style), rng_(rng) {}

  std::optional<std::string> spell(const std::string& text) {
    std::string out;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quote == 0 && (c == table_mark || c == column_mark || c == verbatim_mark)) {
        const std::size_t end = text.find(c, i + 1);
        if (!fill(c, text.substr(i + 1, end - i - 1), out)) return std::nullopt;
        i = end;
      } else {
        if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        }
        out += quote != 0 ? std::string(1, c) : plain(c);
      }
    }
    return out;
  }

 private:
  std::string plain(char c) {
    if (c == ' ') return space(style_, rng_);
    const bool letter = c >= 'A' && c <= 'Z';
    return std::string(1, style_.lower && letter ? static_cast<char>(c - 'A' + 'a') : c);
  }

  bool fill(char mark, const std::string& hole, std::string& out) {
    if (mark == verbatim_mark) {
      out += hole;
      return true;
    }
    const int table = std::stoi(hole);
    const std::string* name = name_of(schema_, table);
    if (mark == column_mark) {
      const auto found = std::ranges::find(schema_.tables, table, &Table::id);
      const Column* column = found == schema_.tables.end()
                                 ? nullptr
                                 : find_column(*found, std::stoi(hole.substr(hole.find('.') + 1)));
      name = column == nullptr ? nullptr : &column->name;
    }
    if (name == nullptr) return false;
    out += quoted(rng_.percent(style_.odd_case) ? in_other_case(*name) : *name, rng_);
    return true;
  }

  const Schema& schema_;
  const Style& style_;
  Rng& rng_;
};

bool append(Speller& speller, const Clause& clause, Rng& rng, std::string& out) {
  const auto text = speller.spell(clause.body);
  if (!text) return false;
  if (!clause.name.empty()) out += *speller.spell("CONSTRAINT ") + quoted(clause.name, rng) + " ";
  out += *text;
  return true;
}

std::string spell_column(const Column& column, Speller& speller, Rng& rng) {
  std::string out = quoted(column.name, rng);
  if (!column.type.empty()) out += *speller.spell(" ") + column.type;
  for (const Clause& clause : column.clauses) {
    std::string text;
    if (append(speller, clause, rng, text)) out += *speller.spell(" ") + text;
  }
  return out;
}

}  // namespace

std::string table_hole(int table) { return table_mark + std::to_string(table) + table_mark; }

std::string column_hole(int table, int column) {
  return column_mark + std::to_string(table) + "." + std::to_string(column) + column_mark;
}

std::string verbatim(const std::string& text) { return verbatim_mark + text + verbatim_mark; }

const Column* find_column(const Table& table, int id) {
  const auto found = std::ranges::find(table.columns, id, &Column::id);
  return found == table.columns.end() ? nullptr : &*found;
}

std::string quoted(const std::string& name, Rng& rng) {
  const bool bracket = name.find(']') == std::string::npos && !name.empty();
  switch (rng.below(5)) {
    case 0:
      return between(name, '"', '"');
    case 1:
      return between(name, '`', '`');
    case 2:
      if (bracket) return between(name, '[', ']');
      [[fallthrough]];
    default:
      return needs_quotes(name) ? between(name, '"', '"') : name;
  }
}

std::optional<std::string> to_sql(const Column& column, const Table& table, const Schema& schema) {
  Rng rng(table.style);
  const Style style = random_style(rng);
  Speller speller(schema, style, rng);
  return spell_column(column, speller, rng);
}

std::optional<std::string> to_sql(const Table& table, const Schema& schema) {
  Rng rng(table.style);
  const Style style = random_style(rng);
  Speller speller(schema, style, rng);
  std::string out = *speller.spell("CREATE TABLE ") + quoted(table.name, rng) + "(";
  bool first = true;
  for (const Column& column : table.columns) {
    out += (first ? "" : *speller.spell(", ")) + spell_column(column, speller, rng);
    first = false;
  }
  for (const Clause& clause : table.clauses) {
    std::string text;
    if (append(speller, clause, rng, text)) out += *speller.spell(", ") + text;
  }
  out += ")";
  if (table.strict) out += *speller.spell(" STRICT");
  if (table.without_rowid)
    out += *speller.spell(table.strict ? ", WITHOUT ROWID" : " WITHOUT ROWID");
  return out;
}

std::optional<std::string> to_sql(const Object& object, const Schema& schema) {
  Rng rng(object.style);
  const Style style = random_style(rng);
  Speller speller(schema, style, rng);
  const auto body = speller.spell(object.body);
  if (!body) return std::nullopt;
  return *speller.spell(object.head + " ") + quoted(object.name, rng) + *speller.spell(" ") + *body;
}

}  // namespace plumbline::generated
