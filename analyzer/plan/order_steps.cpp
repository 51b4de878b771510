#include "analyzer/plan/order_steps.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <queue>

namespace plumbline {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

Graph graph_of(const std::vector<Step>& steps, const std::vector<Ordering>& orderings) {
  std::multimap<StepKey, std::size_t> positions;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    positions.emplace(StepKey{steps[i].phase, steps[i].name}, i);
  }
  Graph graph(steps.size());
  for (const Ordering& ordering : orderings) {
    const auto [first, last] = positions.equal_range(ordering.before);
    const auto [next_first, next_last] = positions.equal_range(ordering.after);
    for (auto before = first; before != last; ++before) {
      for (auto after = next_first; after != next_last; ++after) {
        if (before->second != after->second) add_edge(before->second, after->second, graph);
      }
    }
  }
  return graph;
}

std::vector<Step> by_phase_and_name(std::vector<Step> steps) {
  std::multimap<StepKey, Step> sorted;
  for (Step& step : steps) {
    const StepKey key{step.phase, step.name};
    sorted.emplace(key, std::move(step));
  }
  std::vector<Step> result;
  for (auto& [key, step] : sorted) result.push_back(std::move(step));
  return result;
}

/// For each step, how many steps outside its own circle must come before it.
std::vector<std::size_t> waiting_for(const Graph& graph, const std::vector<std::size_t>& circle) {
  std::vector<std::size_t> count(num_vertices(graph), 0);
  for (auto [edge, end] = edges(graph); edge != end; ++edge) {
    const auto from = source(*edge, graph);
    const auto to = target(*edge, graph);
    if (circle[from] != circle[to]) ++count[to];
  }
  return count;
}

}  // namespace

std::vector<Step> in_order(std::vector<Step> steps, const std::vector<Ordering>& orderings) {
  steps = by_phase_and_name(std::move(steps));
  const Graph graph = graph_of(steps, orderings);
  std::vector<std::size_t> circle(steps.size());
  strong_components(
      graph, boost::make_iterator_property_map(circle.begin(), get(boost::vertex_index, graph)));
  std::vector<std::size_t> waiting = waiting_for(graph, circle);

  // Kahn's algorithm. The steps are sorted, so the smallest position is the next by phase and name.
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  std::vector<Step> result;
  while (!ready.empty()) {
    const std::size_t next = ready.top();
    ready.pop();
    for (auto [edge, end] = out_edges(next, graph); edge != end; ++edge) {
      const std::size_t after = target(*edge, graph);
      if (circle[after] != circle[next] && --waiting[after] == 0) ready.push(after);
    }
    result.push_back(std::move(steps[next]));
  }
  return result;
}

}  // namespace plumbline
