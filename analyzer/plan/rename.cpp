#include "analyzer/plan/rename.hpp"

#include <algorithm>

#include "analyzer/diff/diff_table.hpp"
#include "analyzer/plan/rebuild_table.hpp"

namespace plumbline {

namespace {

constexpr std::string_view aside_prefix = "plumbline_rename_";

/// The name that a table or column waits for under a name of ours; nothing for any other name.
std::optional<Identifier> stepped_aside_for(const Identifier& name) {
  if (!name.text().starts_with(aside_prefix)) return std::nullopt;
  return Identifier(name.text().substr(aside_prefix.size()));
}

Identifier aside_for(const Identifier& name) {
  return Identifier(std::string(aside_prefix) + name.text());
}

bool is_ours(const Identifier& name) { return scratch_of(name) || stepped_aside_for(name); }

class RenamePlanner {
 public:
  RenamePlanner(const Schema& live, const Schema& target, const std::vector<Rename>& renames)
      : live_(live), target_(target), renames_(renames) {}

  Renaming run() {
    for (const Rename& rename : renames_) {
      if (!rename.column) table(rename);
    }
    flush();
    for (const Rename& rename : renames_) {
      if (rename.column) column(rename);
    }
    flush();
    return std::move(result_);
  }

 private:
  /// First what steps aside, then what goes to a name that is free by then, last what stepped
  /// aside.
  void flush() {
    for (std::vector<Statement>* list : {&aside_, &direct_, &back_}) {
      std::ranges::move(*list, std::back_inserter(result_.statements));
      list->clear();
    }
  }

  void alter(std::vector<Statement>& statements, const Identifier& from, const Identifier& to,
             const std::string& why) {
    statements.push_back({"ALTER TABLE " + from.quoted() + " RENAME TO " + to.quoted(), why, {}});
  }

  void table(const Rename& rename) {
    const Table* before = find_table(live_, rename.table);
    const bool done = before == nullptr || before->name.text() == rename.to.text();
    const std::string said = rename.table.text() + ":" + rename.to.text();
    if (!find_table(target_, rename.to))
      return note(said, "the target has no table " + rename.to.text());
    if (done) {
      if (!find_table(live_, rename.to))
        note(said, "the database has no table " + rename.table.text());
      return;
    }
    const bool case_only = before->name == rename.to;
    const bool taken = !case_only && find_table(live_, rename.to) != nullptr;
    if (taken && (!is_renamed(rename.to) || looks_done(rename))) {
      // Both are there and stay: renaming onto a table that is in the way would lose it.
      return note(said, "the database has a table " + rename.to.text() + " already");
    }
    const std::string why = "renamed, as told";
    if (case_only || taken) {
      const Identifier aside = aside_for(rename.to);
      alter(aside_, before->name, aside, why + ", by way of a free name");
      alter(back_, aside, rename.to, why);
    } else {
      alter(direct_, before->name, rename.to, is_ours(before->name) ? unfinished : why);
    }
    result_.changes.push_back({RenameTable{before->name, rename.to}, ChangeClass::drift});
    new_name_.emplace(before->name, rename.to);
  }

  /// Where names are swapped both are always there: whether it was done shows in the shapes alone.
  bool looks_done(const Rename& rename) const {
    const Table& now = live_.tables.at(rename.to);
    return !any_drift(diff_table(now, live_, target_.tables.at(rename.to), target_));
  }

  bool is_renamed(const Identifier& table) const {
    return std::ranges::any_of(renames_, [&](const Rename& other) {
      return !other.column && other.table == table && other.to != table;
    });
  }

  void column(const Rename& rename) {
    const auto renamed = new_name_.find(rename.table);
    const Identifier now = renamed == new_name_.end() ? rename.table : renamed->second;
    // The table may be called by its old or by its new name.
    const auto old =
        std::ranges::find(new_name_, rename.table, [](const auto& e) { return e.second; });
    const Table* before = find_table(live_, old == new_name_.end() ? rename.table : old->first);
    const Table* after = find_table(target_, now);
    const Column* column = before && after && find_column(*after, rename.to)
                               ? find_column(*before, *rename.column)
                               : nullptr;
    const std::string said =
        rename.table.text() + "." + rename.column->text() + ":" + rename.to.text();
    if (column == nullptr) {
      const std::string lacking = what_lacks(rename, before, after, now);
      if (!lacking.empty()) note(said, lacking);
      return;
    }
    if (column->name.text() == rename.to.text()) return;
    const bool taken = column->name != rename.to && find_column(*before, rename.to);
    if (taken && !frees(rename, *before, *after)) {
      return note(said, "the database has " + now.text() + "." + rename.to.text() + " already");
    }
    const std::string alter_table = "ALTER TABLE " + now.quoted() + " RENAME COLUMN ";
    const std::string why = "renamed, as told";
    const std::string to = " TO " + rename.to.quoted();
    if (taken) {
      const Identifier aside = aside_for(rename.to);
      aside_.push_back({alter_table + column->name.quoted() + " TO " + aside.quoted(), why, {}});
      back_.push_back({alter_table + aside.quoted() + to, why, {}});
    } else {
      direct_.push_back({alter_table + column->name.quoted() + to, why, {}});
    }
    result_.changes.push_back({RenameColumn{now, column->name, rename.to}, ChangeClass::drift});
  }

  /// Why there is no column to rename; empty where it has its new name already.
  static std::string what_lacks(const Rename& rename, const Table* before, const Table* after,
                                const Identifier& now) {
    if (before == nullptr) return "the database has no table " + rename.table.text();
    if (after == nullptr || !find_column(*after, rename.to)) {
      return "the target has no " + now.text() + "." + rename.to.text();
    }
    if (find_column(*before, rename.to)) return "";
    return "the database has no " + now.text() + "." + rename.column->text();
  }

  /// Whether the name that is taken is itself renamed away, in a chain or a circle that has not
  /// been made yet. Of a circle both sides have all names: only other types or defaults tell.
  bool frees(const Rename& rename, const Table& before, const Table& after) const {
    bool renamed_away = false;
    bool pending = false;
    for (const Rename& other : renames_) {
      if (!other.column || other.table != rename.table) continue;
      renamed_away |= *other.column == rename.to;
      const Column* now = find_column(before, other.to);
      const Column* wanted = find_column(after, other.to);
      pending |= find_column(before, *other.column) && !find_column(after, *other.column);
      pending |= now == nullptr;
      pending |= now && wanted && shown(*now) != shown(*wanted);
    }
    return renamed_away && pending;
  }

  void note(const std::string& rename, const std::string& why) {
    result_.notes.push_back("rename " + rename + " was not made: " + why);
  }

  static constexpr const char* unfinished =
      "an earlier repair was stopped here: this table holds the only copy of the rows";

  const Schema& live_;
  const Schema& target_;
  const std::vector<Rename>& renames_;
  Renaming result_;
  std::vector<Statement> aside_, direct_, back_;
  std::map<Identifier, Identifier> new_name_;
};

std::optional<SqlFailure> try_all(const Connection& shadow,
                                  const std::vector<Statement>& statements) {
  shadow.execute("SAVEPOINT plumbline_renames");
  for (const Statement& statement : statements) {
    if (const auto failure = shadow.try_execute(statement.sql)) {
      shadow.execute("ROLLBACK TO plumbline_renames; RELEASE plumbline_renames");
      return failure;
    }
  }
  shadow.execute("RELEASE plumbline_renames");
  return std::nullopt;
}

std::vector<Statement> drop_what_comes_back(const Schema& live, const Schema& target) {
  std::vector<Statement> statements;
  const std::string why = "it stands in the way of a rename, and comes back as declared";
  for (const auto& [name, trigger] : live.triggers) {
    if (target.triggers.contains(name)) {
      statements.push_back({"DROP TRIGGER " + name.quoted(), why, {}});
    }
  }
  for (const auto& [name, view] : live.views) {
    if (target.views.contains(name)) statements.push_back({"DROP VIEW " + name.quoted(), why, {}});
  }
  return statements;
}

}  // namespace

Renaming plan_renames(const Schema& live, const Schema& target,
                      const std::vector<Rename>& renames) {
  return RenamePlanner(live, target, renames).run();
}

std::vector<Rename> unfinished_rebuilds(const Schema& live, const Schema& target) {
  std::vector<Rename> renames;
  for (const auto& [name, table] : live.tables) {
    const auto wanted = scratch_of(name);
    if (wanted && !find_table(live, *wanted) && find_table(target, *wanted)) {
      renames.push_back({name, std::nullopt, *wanted});
    }
    const auto aside = stepped_aside_for(name);
    if (aside && find_table(target, *aside)) renames.push_back({name, std::nullopt, *aside});
    for (const Column& column : table.columns) {
      const auto to = stepped_aside_for(column.name);
      const Table* after = find_table(target, name);
      if (to && after && find_column(*after, *to)) renames.push_back({name, column.name, *to});
    }
  }
  return renames;
}

std::optional<std::string> run_renames(const Connection& shadow, const Schema& live,
                                       const Schema& target, Renaming& renaming) {
  if (!try_all(shadow, renaming.statements)) return std::nullopt;
  std::vector<Statement> all = drop_what_comes_back(live, target);
  std::ranges::copy(renaming.statements, std::back_inserter(all));
  if (const auto failure = try_all(shadow, all)) {
    return "the renames cannot be made: " + failure->message;
  }
  renaming.statements = std::move(all);
  return std::nullopt;
}

}  // namespace plumbline
