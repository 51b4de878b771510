#include "model/affinity.hpp"

#include <string_view>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

std::string affinity_of(const std::string& type) {
  const std::string lower = ascii_lower(type);
  if (has(lower, "int")) return "INTEGER";
  if (has(lower, "char") || has(lower, "clob") || has(lower, "text")) return "TEXT";
  if (has(lower, "blob") || lower.empty()) return "BLOB";
  if (has(lower, "real") || has(lower, "floa") || has(lower, "doub")) return "REAL";
  return "NUMERIC";
}

}  // namespace plumbline
