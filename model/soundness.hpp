#pragma once
// One schema by itself, as the rules about its health look at it.
#include <optional>
#include <string>
#include <vector>

#include "model/options.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// "text" in double quotes where no column is called so: SQLite takes it for a string, unless it
/// was built not to (https://sqlite.org/quirks.html#dblquote).
struct DoubleQuotedString {
  ObjectRef object;
  std::string text;
};

struct SchemaInHand {
  const Schema& schema;
  std::vector<DoubleQuotedString> double_quoted_strings;
  std::optional<Runtime> runtime;  ///< where the user named one
};

}  // namespace plumbline
