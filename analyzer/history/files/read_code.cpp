#include "analyzer/history/files/read_code.hpp"

#include <algorithm>
#include <array>
#include <boost/regex.hpp>
#include <set>
#include <string_view>

#include "analyzer/history/files/python_source.hpp"

namespace plumbline {

namespace {

using Kind = PythonToken::Kind;

// Where a file says what it is; what follows may be megabytes of rows.
constexpr std::size_t most_bytes_of_head = 65536;

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : ",") + text;
  return result;
}

void set_parents(MigrationFile& file, std::vector<std::string> parents) {
  file.migration.fields["parents"] = joined(parents);
  file.parents = std::move(parents);
}

/// https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script
bool read_alembic(MigrationFile& file) {
  const PythonTokens tokens = python_tokens(file.text);
  const std::vector<std::string> revision = texts_in(assigned_to(tokens, "revision"));
  if (revision.size() != 1) return false;
  std::vector<std::string> parents = texts_in(assigned_to(tokens, "down_revision"));
  file.migration.fields["revision"] = revision.front();
  file.migration.fields["down_revision"] = joined(parents);
  std::ranges::move(texts_in(assigned_to(tokens, "depends_on")), std::back_inserter(parents));
  set_parents(file, std::move(parents));
  return true;
}

/// The ('app', 'name') pairs of a list: https://docs.djangoproject.com/en/stable/topics/migrations/
std::vector<std::string> pairs_in(const PythonTokens& tokens) {
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i + 4 < tokens.size(); ++i) {
    const bool pair = tokens[i].text == "(" && tokens[i + 1].kind == Kind::text &&
                      tokens[i + 2].text == "," && tokens[i + 3].kind == Kind::text;
    if (pair) pairs.push_back(tokens[i + 1].text + "." + tokens[i + 3].text);
  }
  return pairs;
}

/// Django keeps its graph in pairs, yoyo in names.
void read_python_parents(MigrationFile& file) {
  const PythonTokens tokens = python_tokens(file.text);
  std::vector<std::string> parents = pairs_in(assigned_to(tokens, "dependencies"));
  std::ranges::move(texts_in(assigned_to(tokens, "__depends__")), std::back_inserter(parents));
  set_parents(file, std::move(parents));
}

/// yoyo: "-- depends: a b" before the first statement.
void read_sql_parents(MigrationFile& file) {
  static const boost::regex depends(R"(^--\s*depends:[ \t]*([^\r\n]*)$)");
  boost::smatch groups;
  std::vector<std::string> parents;
  const std::string head = file.text.substr(0, most_bytes_of_head);
  if (boost::regex_search(head, groups, depends)) {
    const std::string names = groups[1].str();
    static const boost::regex name(R"(\S+)");
    for (boost::sregex_iterator at(names.begin(), names.end(), name), end; at != end; ++at) {
      parents.push_back(at->str());
    }
  }
  set_parents(file, std::move(parents));
}

/// TypeORM's log holds the name of the class, or of its property `name`; the file's own name is a
/// custom only. https://typeorm.io/docs/migrations/why
void read_class_name(MigrationFile& file) {
  static const boost::regex property(R"re(\bname\s*=\s*["'`](\w*\d{13})["'`])re");
  static const boost::regex class_name(R"(\bclass\s+(\w*\d{13})\b)");
  boost::smatch groups;
  const std::string head = file.text.substr(0, most_bytes_of_head);
  const bool found =
      boost::regex_search(head, groups, property) || boost::regex_search(head, groups, class_name);
  if (!found) return;
  const std::string name = groups[1].str();
  file.migration.fields["name"] = name.substr(0, name.size() - 13);
  file.migration.fields["ts"] = name.substr(name.size() - 13);
}

/// What a file says to run without a transaction, by runner.
struct OptOut {
  std::string_view runner;
  const char* pattern;
};
constexpr std::array<OptOut, 9> opt_outs = {{
    {"sqlx", R"(\A-- no-transaction)"},
    {"atlas", R"(^--\s*atlas:txmode\s+none\b)"},
    {"yoyo", R"(^--\s*transactional:\s*false\b|^__transactional__\s*=\s*False\b)"},
    {"rails", R"(^\s*disable_ddl_transaction!)"},
    {"django", R"(^\s+atomic\s*=\s*False\b)"},
    {"ecto", R"(^\s*@disable_ddl_transaction\s+true\b)"},
    {"laravel", R"(\$withinTransaction\s*=\s*false\b)"},
    {"doctrine", R"(function\s+isTransactional\s*\([^{]*\{\s*return\s+false\b)"},
    {"typeorm", R"(\btransaction\s*=\s*false\b)"},
}};

}  // namespace

bool read_code(const Runner& runner, MigrationFile& file) {
  if (runner.files.parse == "alembic") return read_alembic(file);
  if (runner.order == MigrationOrder::last_13_digits) read_class_name(file);
  if (runner.order != MigrationOrder::graph) return true;
  if (file.migration.has_sql) {
    read_sql_parents(file);
  } else {
    read_python_parents(file);
  }
  return true;
}

std::vector<MigrationFile> read_python_functions(const MigrationFile& file) {
  const PythonTokens tokens = python_tokens(file.text);
  std::map<std::string, std::string> sets;  // variable → name of the set
  std::vector<MigrationFile> functions;
  for (std::size_t i = 0; i + 4 < tokens.size(); ++i) {
    const bool makes_set = tokens[i + 1].text == "=" && tokens[i + 2].text == "Migrations" &&
                           tokens[i + 4].kind == Kind::text;
    if (makes_set) sets[tokens[i].text] = tokens[i + 4].text;
    const auto set = sets.find(tokens[i + 1].text);
    if (tokens[i].text != "@" || set == sets.end()) continue;
    const auto end = std::find_if(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(),
                                  [](const auto& token) { return token.text == "def"; });
    if (tokens.end() - end < 2) continue;
    const PythonTokens decorator(tokens.begin() + static_cast<std::ptrdiff_t>(i), end);
    const std::vector<std::string> given = texts_in(decorator);
    MigrationFile function = file;
    function.migration.fields["set"] = set->second;
    function.migration.fields["name"] = given.empty() ? (end + 1)->text : given.front();
    function.migration.id = function.migration.fields["name"];
    functions.push_back(std::move(function));
  }
  return functions;
}

bool opts_out_of_transaction(const Runner& runner, const std::string& text) {
  static const std::map<std::string_view, boost::regex> compiled = [] {
    std::map<std::string_view, boost::regex> patterns;
    for (const OptOut& out : opt_outs) patterns.emplace(out.runner, boost::regex(out.pattern));
    return patterns;
  }();
  const auto found = compiled.find(runner.name);
  if (found == compiled.end()) return false;
  return boost::regex_search(text.substr(0, most_bytes_of_head), found->second);
}

}  // namespace plumbline
