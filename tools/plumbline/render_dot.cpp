#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>
#include <map>
#include <sstream>

#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

struct Node {
  std::string label;
  std::string look;  ///< further attributes
};

struct Arrow {
  std::string label;
  std::string look;
};

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Node, Arrow>;

/// Tables and views share one space of names; a trigger may be called as a table is.
using Vertices = std::map<Identifier, Graph::vertex_descriptor>;

/// For the inside of a quoted string; "\l" there ends a line and aligns it left.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string table_label(const Table& table) {
  std::string label = escaped(table.name.text()) + "\\n";
  for (const Column& column : table.columns) {
    if (column.hidden) continue;
    label += escaped(column.name.text());
    if (!column.type.empty()) label += " " + escaped(column.type);
    label += "\\l";
  }
  return label;
}

std::string joined(const std::vector<Identifier>& columns) {
  std::string result;
  for (const Identifier& column : columns) {
    result += (result.empty() ? "" : ", ") + escaped(column.text());
  }
  return result;
}

Vertices add_tables_and_views(const Schema& schema, Graph& graph) {
  Vertices vertices;
  for (const auto& [name, table] : schema.tables) {
    // Shadow tables say how a virtual table is stored, nothing about what is.
    if (table.kind == TableKind::shadow) continue;
    const bool own = table.kind == TableKind::ordinary;
    vertices[name] = boost::add_vertex({table_label(table), own ? "" : ", style=dotted"}, graph);
  }
  for (const auto& [name, view] : schema.views) {
    const std::string label = "view " + escaped(name.text());
    vertices[name] = boost::add_vertex({label, ", style=rounded"}, graph);
  }
  return vertices;
}

/// A name that something refers to and nothing has: possible while foreign keys are off.
Graph::vertex_descriptor vertex_of(const Identifier& name, Vertices& vertices, Graph& graph) {
  const auto found = vertices.find(name);
  if (found != vertices.end()) return found->second;
  const Node missing{escaped(name.text()) + "\\n(missing)", ", style=dashed"};
  return vertices[name] = boost::add_vertex(missing, graph);
}

void add_references(const Schema& schema, Vertices& vertices, Graph& graph) {
  for (const auto& [name, table] : schema.tables) {
    if (table.kind == TableKind::shadow) continue;
    for (const ForeignKey& key : table.foreign_keys) {
      const auto parent = vertex_of(key.parent, vertices, graph);
      boost::add_edge(vertices.at(name), parent, {joined(key.columns), ""}, graph);
    }
  }
}

void add_triggers(const Schema& schema, Vertices& vertices, Graph& graph) {
  for (const auto& [name, trigger] : schema.triggers) {
    const Node node{"trigger " + escaped(name.text()), ", shape=cds"};
    const auto vertex = boost::add_vertex(node, graph);
    const auto owner = vertex_of(trigger.table, vertices, graph);
    boost::add_edge(vertex, owner, {"on", ", style=dashed"}, graph);
  }
}

}  // namespace

std::string render_dot(const Schema& schema) {
  Graph graph;
  Vertices vertices = add_tables_and_views(schema, graph);
  add_references(schema, vertices, graph);
  add_triggers(schema, vertices, graph);
  const auto write_node = [&](std::ostream& out, Graph::vertex_descriptor vertex) {
    out << "[label=\"" << graph[vertex].label << '"' << graph[vertex].look << ']';
  };
  const auto write_arrow = [&](std::ostream& out, const Graph::edge_descriptor& edge) {
    out << "[label=\"" << graph[edge].label << '"' << graph[edge].look << ']';
  };
  const auto write_head = [](std::ostream& out) { out << "rankdir=LR;\nnode [shape=box];\n"; };
  std::ostringstream out;
  boost::write_graphviz(out, graph, write_node, write_arrow, write_head);
  return out.str();
}

}  // namespace plumbline
