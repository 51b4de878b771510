#pragma once
// One schema by itself, as the rules about its health look at it.
#include <optional>
#include <set>
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

/// SQL of the object calls the function, by whatever spelling: `->` is one too.
struct FunctionCall {
  ObjectRef object;
  std::string name;  ///< in lower case
};

/// The object's text has syntax that SQLite before `since` cannot parse.
struct NewerSyntax {
  ObjectRef object;
  std::string words;
  int since = 0;  ///< SQLITE_VERSION_NUMBER
};

struct SchemaInHand {
  const Schema& schema;
  /// What does not work: Schema::problems, and triggers that do not compile.
  std::vector<Problem> problems;
  /// Tables and views of which nothing is said: a runner's, the platform's, those behind a virtual
  /// table, and what the user left out.
  std::set<Identifier> passed_over;
  std::vector<DoubleQuotedString> double_quoted_strings;
  std::vector<FunctionCall> function_calls;    ///< looked for only where there is a runtime
  bool foreign_keys = true;                    ///< as the application sets them
  std::optional<Runtime> runtime;              ///< where the user named one
  std::vector<NewerSyntax> newer_syntax = {};  ///< looked for only where there is a runtime
};

}  // namespace plumbline
