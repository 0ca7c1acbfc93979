// Reads pairs (two seats and a score each) and prints the best total of a perfect matching and the seconds it took.
#include <lemon/matching.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdio>

int main() {
  int seats, count;
  if (std::scanf("%d %d", &seats, &count) != 2) return 1;
  lemon::SmartGraph graph;
  graph.reserveNode(seats);
  graph.reserveEdge(count);
  for (int seat = 0; seat < seats; ++seat) graph.addNode();
  lemon::SmartGraph::EdgeMap<long long> scores(graph);
  for (int pair = 0; pair < count; ++pair) {
    int a, b;
    long long score;
    if (std::scanf("%d %d %lld", &a, &b, &score) != 3) return 1;
    scores[graph.addEdge(graph.nodeFromId(a), graph.nodeFromId(b))] = score;
  }
  const auto began = std::chrono::steady_clock::now();
  lemon::MaxWeightedPerfectMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<long long>> matching(graph, scores);
  const bool found = matching.run();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("{\"found\": %s, \"total\": %lld, \"seconds\": %.3f}\n", found ? "true" : "false",
              found ? static_cast<long long>(matching.matchingWeight()) : 0LL, seconds);
  return 0;
}
