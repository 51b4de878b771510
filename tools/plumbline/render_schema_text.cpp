#include <map>

#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/table_lines.hpp"
#include "tools/plumbline/words.hpp"

// Thousands of tables are a common size, so everything is appended to one string.

namespace plumbline {

namespace {

using Triggers = std::map<Identifier, std::vector<const Trigger*>>;

void append_styled(std::string& out, std::string_view style, std::string_view word,
                   const Style& all) {
  out += style;
  out += word;
  out += all.end;
}

void append_index(std::string& out, const Index& index, const Style& style) {
  out += "  ";
  append_styled(out, style.faint, index.unique ? "unique index " : "index ", style);
  append_visible(out, index.name.text());
  out += ' ';
  append_parts(out, index.columns);
  if (index.where) append_one_line(out += " WHERE ", *index.where);
  out += '\n';
}

void append_triggers(std::string& out, const Identifier& owner, const Triggers& triggers,
                     const Style& style) {
  const auto found = triggers.find(owner);
  if (found == triggers.end()) return;
  for (const Trigger* trigger : found->second) {
    out += "  ";
    append_styled(out, style.faint, "trigger ", style);
    append_visible(out, trigger->name.text());
    out += '\n';
    append_indented(out, trigger->sql, "    ");
  }
}

/// "(STRICT, WITHOUT ROWID)" behind the name.
void append_table_facts(std::string& out, const Table& table) {
  std::string facts;
  const auto add = [&facts](std::string_view word) {
    facts += facts.empty() ? "  (" : ", ";
    facts += word;
  };
  if (table.kind == TableKind::virtual_table) add("virtual, " + visible(table.module));
  if (table.kind == TableKind::shadow) add("shadow table");
  if (table.strict) add("STRICT");
  if (table.without_rowid) add("WITHOUT ROWID");
  if (table.understanding == Understanding::partial) add("partly understood: never rebuilt");
  if (!facts.empty()) facts += ')';
  out += facts;
}

void append_heading(std::string& out, std::string_view type, const Identifier& name,
                    const Style& style) {
  out += '\n';
  append_styled(out, style.faint, type, style);
  out += ' ';
  out += style.heading;
  append_visible(out, name.text());
  out += style.end;
}

void append_table(std::string& out, const Table& table, const Triggers& triggers,
                  const Style& style) {
  append_heading(out, "table", table.name, style);
  append_table_facts(out, table);
  out += '\n';
  if (table.kind == TableKind::shadow) return;  // its owner's business: SQLite makes and fills it
  append_columns(out, table);
  append_constraints(out, table);
  for (const auto& [name, index] : table.indexes) append_index(out, index, style);
  append_triggers(out, table.name, triggers, style);
}

void append_view(std::string& out, const View& view, const Triggers& triggers, const Style& style) {
  append_heading(out, "view", view.name, style);
  if (!view.columns.empty()) append_names(out += ' ', view.columns);
  out += '\n';
  append_indented(out, view.sql, "    ");
  append_triggers(out, view.name, triggers, style);
}

void append_count(std::string& out, std::size_t count, const char* noun) {
  out += out.empty() || out.back() == '\n' ? "" : ", ";
  out += std::to_string(count);
  out += ' ';
  out += noun;
  if (count != 1) out += noun[std::string_view(noun).size() - 1] == 'x' ? "es" : "s";
}

std::string summary(const Schema& schema) {
  std::size_t indexes = 0;
  std::size_t shadows = 0;
  for (const auto& [name, table] : schema.tables) {
    indexes += table.indexes.size();
    shadows += table.kind == TableKind::shadow ? 1U : 0U;
  }
  std::string line;
  append_count(line, schema.tables.size() - shadows, "table");
  if (shadows > 0) append_count(line, shadows, "shadow table");
  append_count(line, indexes, "index");
  append_count(line, schema.views.size(), "view");
  append_count(line, schema.triggers.size(), "trigger");
  if (schema.user_version.value_or(0) != 0) {
    line += ", user_version " + std::to_string(*schema.user_version);
  }
  if (schema.application_id.value_or(0) != 0) {
    line += ", application_id " + std::to_string(*schema.application_id);
  }
  return line + "\n";
}

}  // namespace

std::string render_schema_text(const Schema& schema, const DatabaseFacts& facts,
                               const Style& style) {
  Triggers triggers;
  for (const auto& [name, trigger] : schema.triggers) triggers[trigger.table].push_back(&trigger);
  std::string out;
  append_styled(out, style.heading, visible(facts.path), style);
  out += ": " + summary(schema);
  for (const auto& [name, table] : schema.tables) append_table(out, table, triggers, style);
  for (const auto& [name, view] : schema.views) append_view(out, view, triggers, style);
  if (!schema.problems.empty()) out += '\n';
  for (const Problem& problem : schema.problems) {
    append_styled(out, style.warning, "problem: ", style);
    append_visible(out, name_of(problem.object) + ": " + problem.what);
    out += '\n';
  }
  return out;
}

}  // namespace plumbline
