#pragma once
// Rows out of what a command has printed as JSON, in any of the shapes that commands have.
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/answer.hpp"

namespace plumbline {

struct PrintedRows {
  Answer answer;
  std::string complaint;  ///< an error that the JSON tells; empty: none
  bool is_json = false;   ///< whether there was any JSON
};

/// Reads
///   [{"a":1}]                                                      sqlite3 -json, {"a":1} a line
///   [{"results":[{"a":1}],"success":true}]                         wrangler; D1 over HTTP
///   {"results":[{"columns":["a"],"types":[],"values":[[1]]}]}      rqlite, also {"rows":[{"a":1}]}
///   {"columns":["a"],"rows":[[1]]}, {"results":[{"type":"ok","response":{"result":
///     {"cols":[{"name":"a"}],"rows":[[{"type":"integer","value":"1"}]]}}}]}     libSQL
/// and passes over lines before and between that are not JSON. Errors that such answers hold
/// ("error", "errors", "success": false) become the complaint. Bytes that are not UTF-8 are
/// replaced by U+FFFD.
PrintedRows read_printed_rows(std::string_view printed);

}  // namespace plumbline
