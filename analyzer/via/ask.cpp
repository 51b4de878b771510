#include "analyzer/via/ask.hpp"

#include <memory>

#include "analyzer/via/remote.hpp"

namespace plumbline {

Ask ask_via(const std::string& command, const std::optional<Deadline>& deadline) {
  const auto remote = std::make_shared<Remote>(command, deadline);
  return [remote](const std::string& sql) { return remote->ask(sql); };
}

}  // namespace plumbline
