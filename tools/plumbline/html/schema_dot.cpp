#include "tools/plumbline/html/schema_dot.hpp"

#include <map>

#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

using Ids = std::map<BoxName, std::string>;

/// As many columns as a box shows besides those that matter: keys, and what is marked.
constexpr std::size_t most_columns = 24;
constexpr std::size_t longest_name = 48;

/// For the inside of an HTML-like label. Graphviz reads it as XML, where U+FFFE and U+FFFF
/// are no characters (https://www.w3.org/TR/xml/#charsets), and then puts names in for "\N" and its
/// like (https://graphviz.org/docs/attr-types/escString).
std::string label_text(std::string_view text) {
  std::string result;
  for (const char c : shortened(valid_utf8(visible(text)), longest_name)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\\':  // \N would become the name of the box
        result += R"(\\)";
        break;
      default:
        result += c;
    }
  }
  for (const char* const none : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
    for (std::size_t at = result.find(none); at != result.npos; at = result.find(none, at)) {
      result.replace(at, 3, "\xef\xbf\xbd");
    }
  }
  return result.empty() ? "&quot;&quot;" : result;
}

/// What says in words what the colour says: a reader may not see the one, or print without it.
std::string sign_of(const BoxName& box, const MarkedObjects& marked) {
  const bool found = marked.found.contains(box);
  if (!marked.drifted.contains(box)) return found ? "! finding" : "";
  return found ? "≠ drifted, ! finding" : "≠ drifted";
}

std::string classes_of(const BoxName& box, const MarkedObjects& marked, const std::string& more) {
  std::string classes = to_string(box.type) + more;
  if (marked.drifted.contains(box)) classes += " drifted";
  if (marked.found.contains(box)) classes += " found";
  return classes;
}

/// The look where no style sheet is; the style sheet of the page knows the colours by these values.
/// The limits are for graphs with many more arrows than boxes: 100 boxes with 600 arrows take 5 s
/// in place of 33 s. https://graphviz.org/docs/attrs/nslimit
constexpr const char* head_of_graph =
    "digraph schema {\n"
    "graph [rankdir=LR, bgcolor=transparent, nodesep=0.3, ranksep=0.7, "
    "nslimit=1, nslimit1=1, mclimit=0.5];\n"
    "node [shape=plain, fontname=monospace, fontsize=11];\n"
    "edge [fontname=monospace, fontsize=9, arrowsize=0.7];\n";

std::string cell(const std::string& attributes, const std::string& content) {
  return "<TD" + attributes + ">" + content + "</TD>";
}

std::string row(const std::string& cells) { return "<TR>" + cells + "</TR>"; }

std::string faint(const std::string& text) { return "<FONT COLOR=\"#666666\">" + text + "</FONT>"; }

std::string title_row(const BoxName& box, const std::string& kind, const std::string& sign) {
  const std::string name = "<B>" + label_text(box.name.text()) + "</B>";
  const std::string left = kind.empty() ? name : faint(kind + " ") + name;
  const std::string mark = sign.empty() ? "" : "  <FONT COLOR=\"#990000\">" + sign + "</FONT>";
  return row(cell(R"( PORT="t" COLSPAN="2" ALIGN="LEFT" BGCOLOR="#eeeeee")", left + mark));
}

bool is_key(const Table& table, const Identifier& column) {
  if (!table.primary_key) return false;
  for (const KeyPart& part : table.primary_key->columns) {
    if (part.column == column && !part.expression) return true;
  }
  return false;
}

bool refers(const Table& table, const Identifier& column) {
  for (const ForeignKey& key : table.foreign_keys) {
    for (const Identifier& name : key.columns) {
      if (name == column) return true;
    }
  }
  return false;
}

std::string column_row(const Table& table, const Column& column, std::size_t number,
                       const MarkedObjects& marked) {
  const std::string text = label_text(column.name.text());
  std::string name = is_key(table, column.name) ? "<U>" + text + "</U>" : text;
  if (marked.columns.contains({table.name, column.name})) {
    name = "<FONT COLOR=\"#990000\">≠ </FONT>" + name;
  }
  const std::string type = column.type.empty() ? " " : faint(label_text(column.type));
  const std::string port = " PORT=\"c" + std::to_string(number);
  return row(cell(port + "\" ALIGN=\"LEFT\"", name) + cell(port + "r\" ALIGN=\"LEFT\"", type));
}

bool matters(const Table& table, const Column& column, const MarkedObjects& marked) {
  return is_key(table, column.name) || refers(table, column.name) ||
         marked.columns.contains({table.name, column.name});
}

std::string column_rows(const Table& table, const MarkedObjects& marked) {
  std::string rows;
  std::size_t shown = 0;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.hidden) continue;
    if (shown >= most_columns && !matters(table, column, marked)) {
      ++hidden;
      continue;
    }
    rows += column_row(table, column, i, marked);
    ++shown;
  }
  if (hidden == 0) return rows;
  return rows +
         row(cell(R"( COLSPAN="2" ALIGN="LEFT")", faint("… and " + plural(hidden, "more column"))));
}

std::string box_text(const Ids& ids, const BoxName& box, const std::string& classes,
                     const std::string& rows) {
  return ids.at(box) + " [class=\"" + classes +
         "\", label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">" +
         rows + "</TABLE>>];\n";
}

std::string table_box(const Table& table, const BoxName& box, const Ids& ids,
                      const MarkedObjects& marked) {
  const bool plain = table.kind == TableKind::ordinary;
  const std::string kind = plain ? "" : std::string(word_of(table.kind));
  return box_text(ids, box, classes_of(box, marked, plain ? "" : " virtual"),
                  title_row(box, kind, sign_of(box, marked)) + column_rows(table, marked));
}

std::string other_box(const BoxName& box, const Ids& ids, const MarkedObjects& marked,
                      bool is_there) {
  std::string sign = sign_of(box, marked);
  if (!is_there) sign += sign.empty() ? "not there" : ", not there";
  return box_text(ids, box, classes_of(box, marked, is_there ? "" : " missing"),
                  title_row(box, to_string(box.type), sign));
}

std::string box_in(const Schema& schema, const BoxName& box, const Ids& ids,
                   const MarkedObjects& marked) {
  const Table* const table = box.type == ObjectType::table ? find_table(schema, box.name) : nullptr;
  if (table != nullptr) return table_box(*table, box, ids, marked);
  const bool is_there = (box.type == ObjectType::view && schema.views.contains(box.name)) ||
                        (box.type == ObjectType::trigger && schema.triggers.contains(box.name));
  return other_box(box, ids, marked, is_there);
}

/// Where an arrow begins or ends: at the row of a column where that is shown, else at the title.
std::string port_of(const Table* table, const std::vector<Identifier>& columns, bool right) {
  if (table == nullptr) return ":t";
  const Identifier* name = columns.empty() ? nullptr : &columns.front();
  if (name == nullptr && table->primary_key && !table->primary_key->columns.empty()) {
    name = &table->primary_key->columns.front().column;
  }
  for (std::size_t i = 0; name != nullptr && i < table->columns.size(); ++i) {
    const bool shown = is_key(*table, *name) || refers(*table, *name) || i < most_columns;
    if (table->columns[i].name == *name && !table->columns[i].hidden && shown) {
      return ":c" + std::to_string(i) + (right ? "r:e" : ":w");
    }
  }
  return ":t";
}

std::string action_label(const ForeignKey& key) {
  if (key.on_delete == ForeignKeyAction::no_action) return "";
  std::string words = "on delete " + std::string(word_of(key.on_delete));
  for (char& c : words) c = ascii_lower(c);
  return ", label=\"" + words + "\"";
}

std::string reference_arrows(const Schema& schema, const Ids& ids) {
  std::string arrows;
  for (const auto& [name, table] : schema.tables) {
    const auto child = ids.find({ObjectType::table, name});
    if (child == ids.end()) continue;
    for (const ForeignKey& key : table.foreign_keys) {
      const auto parent = ids.find({ObjectType::table, key.parent});
      if (parent == ids.end()) continue;
      const Table* const target = find_table(schema, key.parent);
      arrows += child->second + port_of(&table, key.columns, true) + " -> " + parent->second +
                port_of(target, key.parent_columns, false) + " [class=\"references\"" +
                action_label(key) + "];\n";
    }
  }
  return arrows;
}

std::string class_of_arrow(const std::string& how) {
  if (how == "reads" || how == "writes") return how;
  return how == "fires on" ? "fires" : "other";
}

Ids::const_iterator find(const Ids& ids, const ObjectRef& object, const Schema& schema) {
  const std::optional<BoxName> box = box_of(object, schema);
  return box ? ids.find(*box) : ids.end();
}

std::string dependency_arrows(const SchemaPicture& picture, const Ids& ids) {
  std::string arrows;
  for (const Dependency& dependency : picture.dependencies) {
    if (dependency.how == "references") continue;
    const auto from = find(ids, dependency.object, picture.schema);
    const auto to = find(ids, dependency.on, picture.schema);
    if (from == ids.end() || to == ids.end()) continue;
    const std::string name = class_of_arrow(dependency.how);
    const std::string label = name == "other" ? "" : ", label=\"" + dependency.how + "\"";
    arrows += from->second + ":t -> " + to->second + ":t [class=\"" + name + "\", style=dashed" +
              label + "];\n";
  }
  return arrows;
}

}  // namespace

std::string schema_dot(const SchemaPicture& picture, const MarkedObjects& marked,
                       const DrawnBoxes& selection) {
  Ids ids;
  for (const BoxName& box : selection.boxes) ids.emplace(box, "b" + std::to_string(ids.size()));
  std::string out = head_of_graph;
  for (const auto& [box, id] : ids) out += box_in(picture.schema, box, ids, marked);
  return out + reference_arrows(picture.schema, ids) + dependency_arrows(picture, ids) + "}\n";
}

}  // namespace plumbline
