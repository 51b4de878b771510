#include <algorithm>
#include <array>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// Something that an older SQLite lacks: https://sqlite.org/changes.html
struct Need {
  std::string what;
  int version = 0;
};

struct Function {
  std::string_view name;
  int version;
};

constexpr std::array<Function, 37> functions = {{
    {"row_number", 3025000},
    {"rank", 3025000},
    {"dense_rank", 3025000},
    {"percent_rank", 3025000},
    {"cume_dist", 3025000},
    {"ntile", 3025000},
    {"lag", 3025000},
    {"lead", 3025000},
    {"first_value", 3025000},
    {"last_value", 3025000},
    {"nth_value", 3025000},
    {"iif", 3032000},
    {"sign", 3035000},
    {"ceil", 3035000},
    {"floor", 3035000},
    {"sqrt", 3035000},
    {"pow", 3035000},
    {"->", 3038000},
    {"->>", 3038000},
    {"unixepoch", 3038000},
    {"format", 3038000},
    {"unhex", 3041000},
    {"octet_length", 3043000},
    {"timediff", 3043000},
    {"concat", 3044000},
    {"concat_ws", 3044000},
    {"string_agg", 3044000},
    {"jsonb", 3045000},
    {"jsonb_array", 3045000},
    {"jsonb_object", 3045000},
    {"jsonb_set", 3045000},
    {"jsonb_extract", 3045000},
    {"json_pretty", 3046000},
    {"if", 3048000},
    {"unistr", 3050000},
    {"unistr_quote", 3050000},
    {"json_error_position", 3042000},
}};

std::vector<Need> needs_of(const Table& table) {
  std::vector<Need> needs;
  if (table.without_rowid) needs.push_back({"WITHOUT ROWID", 3008002});
  if (table.strict) needs.push_back({"STRICT", 3037000});
  if (std::ranges::any_of(table.columns, [](const Column& c) { return c.generated.has_value(); })) {
    needs.push_back({"a generated column", 3031000});
  }
  return needs;
}

std::vector<Need> needs_of(const Index& index) {
  std::vector<Need> needs;
  if (index.where) needs.push_back({"WHERE", 3008000});
  if (std::ranges::any_of(index.columns,
                          [](const KeyPart& p) { return p.expression.has_value(); })) {
    needs.push_back({"an indexed expression", 3009000});
  }
  return needs;
}

std::vector<Need> only_newer(std::vector<Need> needs, int version) {
  std::erase_if(needs, [&](const Need& need) { return need.version <= version; });
  return needs;
}

std::string words_for(const std::vector<Need>& needs) {
  std::vector<std::string> words;
  for (const Need& need : needs)
    words.push_back(need.what + " needs " + words_for_version(need.version));
  return listed(words);
}

void unreadable(const SchemaInHand& input, const Rule& rule, const ObjectRef& object,
                const std::vector<Need>& all, std::vector<Finding>& findings) {
  const std::vector<Need> needs = only_newer(all, input.runtime->version);
  if (needs.empty()) return;
  findings.push_back(finding_of(
      rule, object,
      words_for(needs) + "; " + to_string(*input.runtime) +
          " cannot read a database that has it: malformed database schema, for every statement",
      "declare it without, or bring the runtime up to date"));
}

/// By object; those of one stand side by side.
void calls(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  std::vector<std::pair<ObjectRef, std::vector<Need>>> by_object;
  for (const FunctionCall& call : input.function_calls) {
    const auto known = std::ranges::find(functions, call.name, &Function::name);
    if (known == functions.end() || known->version <= input.runtime->version) continue;
    if (by_object.empty() || by_object.back().first != call.object) {
      by_object.emplace_back(call.object, std::vector<Need>{});
    }
    const bool is_operator = call.name.starts_with("->");
    by_object.back().second.push_back({call.name + (is_operator ? "" : "()"), known->version});
  }
  for (const auto& [object, needs] : by_object) {
    Finding finding =
        finding_of(rule, object,
                   words_for(needs) + "; on " + to_string(*input.runtime) +
                       " whatever uses it fails, unless the application makes the function itself",
                   "write it without, or bring the runtime up to date");
    finding.severity = Severity::warning;
    findings.push_back(std::move(finding));
  }
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.runtime) return;
  for (const Table* table : tables_in(input)) {
    unreadable(input, rule, object_of(*table), needs_of(*table), findings);
    for (const auto& [name, index] : table->indexes) {
      unreadable(input, rule, {ObjectType::index, name, table->name}, needs_of(index), findings);
    }
  }
  for (const NewerSyntax& syntax : input.newer_syntax) {
    unreadable(input, rule, syntax.object, {{syntax.words, syntax.since}}, findings);
  }
  calls(input, rule, findings);
}

}  // namespace

extern const Rule newer_than_runtime;
const Rule newer_than_runtime{"newer-than-runtime", Severity::error, check};

}  // namespace plumbline
