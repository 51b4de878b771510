#include <algorithm>
#include <array>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

enum class Sign {
  sure,      ///< a passing name that a tool gives, or that says so: nobody else would choose it
  possible,  ///< a table may well be called so for good
};

struct Affix {
  std::string_view text;
  bool in_front = false;
  Sign sign = Sign::possible;
};

// drizzle-kit, Alembic, Laravel and Doctrine, Django and Prisma, TypeORM, Sequelize and EF Core,
// then what people write. Longer ones come before those that are a part of them.
constexpr std::array<Affix, 19> affixes = {{{"__new_", true, Sign::sure},
                                            {"_alembic_tmp_", true, Sign::sure},
                                            {"__temp__", true, Sign::sure},
                                            {"new__", true, Sign::sure},
                                            {"temporary_", true, Sign::sure},
                                            {"ef_temp_", true, Sign::sure},
                                            {"_tmp_", true, Sign::sure},
                                            {"new_", true},
                                            {"old_", true},
                                            {"tmp_", true},
                                            {"temp_", true},
                                            {"_new", false, Sign::sure},
                                            {"_rebuild", false, Sign::sure},
                                            {"_old", false},
                                            {"_backup", false},
                                            {"_bak", false},
                                            {"_tmp", false},
                                            {"_temp", false},
                                            {"_copy", false}}};

struct Passing {
  Identifier base;
  Sign sign = Sign::possible;
};

/// The name that the table would have for good; nothing where it does not look like a passing one.
std::optional<Passing> passing_name(const Identifier& name) {
  const std::string lower = ascii_lower(name.text());
  for (const Affix& affix : affixes) {
    const std::size_t size = affix.text.size();
    if (lower.size() <= size) continue;
    if (affix.in_front && lower.starts_with(affix.text)) {
      return Passing{Identifier(name.text().substr(size)), affix.sign};
    }
    if (!affix.in_front && lower.ends_with(affix.text)) {
      return Passing{Identifier(name.text().substr(0, lower.size() - size)), affix.sign};
    }
  }
  return std::nullopt;
}

/// Two of three columns of either are in the other: a rebuild changes a few of them.
bool is_alike(const Table& a, const Table& b) {
  const auto shared = std::ranges::count_if(
      a.columns, [&](const Column& column) { return find_column(b, column.name) != nullptr; });
  const auto most = static_cast<std::ptrdiff_t>(std::max(a.columns.size(), b.columns.size()));
  return most > 0 && shared * 3 >= most * 2;
}

/// Whether a foreign key, or a view or trigger that is broken for it, wants a table of this name.
bool is_wanted(const SchemaInHand& input, const Identifier& name) {
  for (const auto& [child, table] : input.schema.tables) {
    for (const ForeignKey& key : table.foreign_keys) {
      if (key.parent == name) return true;
    }
  }
  const std::string complaint = ascii_lower("no such table: main." + name.text());
  return std::ranges::any_of(input.problems, [&](const Problem& problem) {
    return ascii_lower(problem.what).ends_with(complaint);
  });
}

Finding beside_its_table(const Rule& rule, const Table& table, const Identifier& base) {
  Finding finding = finding_of(
      rule, object_of(table),
      "it has the columns of " + base.text() +
          " and looks like what a rebuild of it left behind: "
          "the next one stops at a name that is taken, or drops it",
      "if " + base.text() + " has all of its rows, DROP TABLE " + table.name.quoted() + ";");
  finding.severity = Severity::note;
  return finding;
}

Finding only_copy(const Rule& rule, const Table& table, const Identifier& base) {
  return finding_of(rule, object_of(table),
                    "there is no table " + base.text() +
                        ", and this one has the name of a rebuild of it: if that "
                        "was stopped half-way, these are the only copy of its rows",
                    "do not drop it; if it is what is left of " + base.text() + ", ALTER TABLE " +
                        table.name.quoted() + " RENAME TO " + base.quoted() + ";");
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    const auto passing = passing_name(table->name);
    if (!passing || input.schema.views.contains(passing->base)) continue;
    const Table* base = find_table(input.schema, passing->base);
    if (base != nullptr) {
      if (is_alike(*table, *base)) {
        findings.push_back(beside_its_table(rule, *table, base->name));
      }
    } else if (passing->sign == Sign::sure || is_wanted(input, passing->base)) {
      findings.push_back(only_copy(rule, *table, passing->base));
    }
  }
}

}  // namespace

extern const Rule leftover_table;
const Rule leftover_table{"leftover-table", Severity::warning, check};

}  // namespace plumbline
