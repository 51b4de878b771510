#pragma once
// What a database answers to a query, whoever it was asked through.
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plumbline {

/// Values as text, NULL as nothing.
struct Answer {
  std::vector<std::string> columns;
  std::vector<std::vector<std::optional<std::string>>> rows;
};

/// Asks a database something that only reads. Throws Error where it does not answer.
using Ask = std::function<Answer(const std::string& sql)>;

}  // namespace plumbline
