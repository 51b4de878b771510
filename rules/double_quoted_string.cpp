#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// Those of one object stand side by side.
std::vector<std::string> texts_of(const SchemaInHand& input, const ObjectRef& object) {
  std::vector<std::string> texts;
  for (const DoubleQuotedString& string : input.double_quoted_strings) {
    if (string.object == object) texts.push_back(string.text);
  }
  return texts;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  const ObjectRef* last = nullptr;
  for (const DoubleQuotedString& string : input.double_quoted_strings) {
    if (last != nullptr && *last == string.object) continue;
    last = &string.object;
    std::vector<std::string> as_names, as_strings;
    for (const std::string& text : texts_of(input, string.object)) {
      as_names.push_back(Identifier(text).quoted());
      as_strings.push_back(quote_literal(text));
    }
    const std::string what = as_names.size() == 1
                                 ? " is no column, so SQLite takes it for a string"
                                 : " are no columns, so SQLite takes them for strings";
    findings.push_back(
        finding_of(rule, string.object,
                   listed(as_names) + what + "; a SQLite built without that says no such column: " +
                       texts_of(input, string.object).front(),
                   "write " + listed(as_strings) + ", or the name of the column that was meant"));
  }
}

}  // namespace

extern const Rule double_quoted_string;
const Rule double_quoted_string{"double-quoted-string", Severity::warning, check};

}  // namespace plumbline
