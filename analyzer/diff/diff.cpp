#include "analyzer/diff/diff.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "analyzer/diff/diff_table.hpp"
#include "analyzer/history/log/find_log.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/normal_form.hpp"

namespace plumbline {

namespace {

bool matches_any(const std::vector<std::string>& globs, const Identifier& name) {
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return fnmatch(glob.c_str(), name.text().c_str(), 0) == 0;
  });
}

bool compared(const Table& table, const Options& options) {
  return table.kind != TableKind::shadow && wanted(table.name, options) &&
         !belongs_to_runner_or_platform(table);
}

/// Every name that SQL over these schemas could mean by "x", in lower case.
std::set<std::string> names_in(const Schema& schema) {
  std::set<std::string> names = {"rowid", "oid", "_rowid_"};
  for (const auto& [name, table] : schema.tables) {
    names.insert(ascii_lower(name.text()));
    for (const Column& column : table.columns) names.insert(ascii_lower(column.name.text()));
  }
  for (const auto& [name, view] : schema.views) {
    names.insert(ascii_lower(name.text()));
    for (const Identifier& column : view.columns) names.insert(ascii_lower(column.text()));
  }
  return names;
}

class SchemaDiff {
 public:
  SchemaDiff(const Schema& from, const Schema& to, const Options& options)
      : from_(from), to_(to), options_(options) {}

  std::vector<Change> run() {
    settings();
    tables();
    views();
    triggers();
    for (Change& change : changes_) {
      const bool order = std::holds_alternative<ReorderColumns>(change.fact);
      if (options_.exact || (order && options_.column_order)) change.severity = ChangeClass::drift;
    }
    return std::move(changes_);
  }

 private:
  void add(ChangeFact fact, ChangeClass severity = ChangeClass::drift) {
    changes_.push_back({std::move(fact), severity});
  }

  void setting(Setting which, const std::optional<std::int64_t>& from,
               const std::optional<std::int64_t>& to) {
    if (to && from.value_or(0) != *to) add(ChangeSetting{which, from.value_or(0), *to});
  }

  void settings() {
    setting(Setting::user_version, from_.user_version, to_.user_version);
    setting(Setting::application_id, from_.application_id, to_.application_id);
  }

  void tables() {
    for (const auto& [name, table] : to_.tables) {
      if (!compared(table, options_)) continue;
      const Table* before = find_table(from_, name);
      if (before == nullptr) {
        added_table(table);
      } else {
        both(*before, table);
      }
    }
    for (const auto& [name, table] : from_.tables) {
      if (compared(table, options_) && !find_table(to_, name)) add(DropTable{name});
    }
  }

  void added_table(const Table& table) {
    add(AddTable{table.name});
    for (const auto& [name, index] : table.indexes) {
      add(ChangeObject{{ObjectType::index, name, table.name}, Verb::add, "", shown(index)});
    }
  }

  void both(const Table& before, const Table& after) {
    const bool virtual_before = before.kind == TableKind::virtual_table;
    const bool virtual_after = after.kind == TableKind::virtual_table;
    if (virtual_before || virtual_after) {
      if (virtual_before != virtual_after || normal_form(before.sql) != normal_form(after.sql)) {
        add(ChangeVirtualTable{after.name, before.sql, after.sql});
      } else {
        respelled({ObjectType::table, after.name, after.name}, before.sql, after.sql);
      }
      return;
    }
    std::vector<Change> changes = diff_table(before, from_, after, to_);
    std::ranges::move(changes, std::back_inserter(changes_));
  }

  void respelled(const ObjectRef& object, const std::string& from, const std::string& to) {
    if (from != to) add(Respell{object, from, to}, ChangeClass::cosmetic);
  }

  /// Whether two statements mean the same, "str" against 'str' aside where str is no name.
  bool same_statement(const std::string& from, const std::string& to) {
    if (from == to) return true;
    if (normal_form(from) == normal_form(to)) return true;
    if (names_.empty()) {
      names_ = names_in(from_);
      names_.merge(names_in(to_));
    }
    return equal_but_for_string_quotes(from, to, names_);
  }

  void compare_object(const ObjectRef& object, const std::string& from, const std::string& to) {
    if (same_statement(from, to)) {
      respelled(object, from, to);
    } else {
      add(ChangeObject{object, Verb::change, from, to});
    }
  }

  void views() {
    for (const auto& [name, view] : to_.views) {
      if (!wanted(name, options_)) continue;
      const ObjectRef object{ObjectType::view, name, name};
      const auto before = from_.views.find(name);
      if (before == from_.views.end()) {
        add(ChangeObject{object, Verb::add, "", view.sql});
      } else {
        compare_object(object, before->second.sql, view.sql);
      }
    }
    for (const auto& [name, view] : from_.views) {
      if (to_.views.contains(name) || !wanted(name, options_)) continue;
      add(ChangeObject{{ObjectType::view, name, name}, Verb::drop, view.sql, ""});
    }
  }

  void triggers() {
    for (const auto& [name, trigger] : to_.triggers) {
      if (!wanted(trigger.table, options_)) continue;
      const ObjectRef object{ObjectType::trigger, name, trigger.table};
      const auto before = from_.triggers.find(name);
      if (before == from_.triggers.end()) {
        add(ChangeObject{object, Verb::add, "", trigger.sql});
      } else {
        compare_object(object, before->second.sql, trigger.sql);
      }
    }
    for (const auto& [name, trigger] : from_.triggers) {
      if (to_.triggers.contains(name) || !wanted(trigger.table, options_)) continue;
      add(ChangeObject{{ObjectType::trigger, name, trigger.table}, Verb::drop, trigger.sql, ""});
    }
  }

  const Schema& from_;
  const Schema& to_;
  const Options& options_;
  std::vector<Change> changes_;
  std::set<std::string> names_;
};

}  // namespace

bool wanted(const Identifier& name, const Options& options) {
  if (!options.include.empty() && !matches_any(options.include, name)) return false;
  return !matches_any(options.exclude, name);
}

std::vector<Change> diff(const Schema& from, const Schema& to, const Options& options) {
  return SchemaDiff(from, to, options).run();
}

}  // namespace plumbline
