#include "analyzer/via/remote.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "analyzer/via/json_rows.hpp"
#include "model/error.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::size_t most_of_a_name = 60;
constexpr std::size_t most_of_a_message = 500;
constexpr int most_levels = 2;

// Nothing in it does anything where a shell takes it apart. What comes back unchanged has gone
// through as one word, and not between double quotes either.
const char* const harmless = "a  \"b\"  c";
// What shells expand between double quotes. Unquoted it would be an assignment and ":", which do
// nothing.
const char* const demanding = "a=$HOME `:` \\ \n '";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string beginning_of(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && continues_character(text[most])) --most;
  return text.substr(0, most) + "…";
}

std::string end_of(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t start = text.size() - most;
  while (start < text.size() && continues_character(text[start])) ++start;
  return "…" + text.substr(start);
}

/// Its lines as one.
std::string folded(const std::string& text) {
  std::string line;
  bool is_gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      is_gap = !line.empty();
      continue;
    }
    if (is_gap) line += ' ';
    is_gap = false;
    line += c;
  }
  return line;
}

/// What the command has to say for itself.
std::string said_by(const ShellAnswer& answer) {
  const std::string errors = folded(answer.errors);
  if (!errors.empty()) return end_of(errors, most_of_a_message);
  return beginning_of(folded(answer.output), most_of_a_message);
}

std::string told(const std::string& said) { return said.empty() ? "" : ": " + said; }

}  // namespace

std::string quoted_for_a_shell(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

Remote::Remote(std::string command, std::optional<Deadline> deadline)
    : command_(std::move(command)),
      name_(beginning_of(folded(command_), most_of_a_name)),
      deadline_(deadline) {}

Answer Remote::ask_quoted(const std::string& sql, int levels) const {
  std::string word = sql;
  for (int level = 0; level < levels; ++level) word = quoted_for_a_shell(word);
  const ShellAnswer answer = ask_shell(command_, word, name_, deadline_);
  PrintedRows printed = read_printed_rows(answer.output);
  if (!printed.complaint.empty()) {
    throw Error(Error::Kind::failed, {name_, 0, 0}, beginning_of(printed.complaint, 500));
  }
  if (answer.end.exit_status != 0 || answer.end.signal != 0) {
    throw Error(Error::Kind::failed, {name_, 0, 0},
                "the command " + to_string(answer.end) + told(said_by(answer)));
  }
  // sqlite3 -json prints nothing at all for no rows.
  if (!printed.is_json && !folded(answer.output).empty()) {
    throw Error(Error::Kind::failed, {name_, 0, 0},
                "the command printed no JSON" + told(said_by(answer)));
  }
  return std::move(printed.answer);
}

bool Remote::answers_probe(int levels, std::string& said) const {
  try {
    const std::string sql = std::string("SELECT ") + quote_literal(harmless) + " AS probe";
    const Answer answer = ask_quoted(sql, levels);
    if (answer.rows.size() == 1 && answer.rows[0].size() == 1 && answer.rows[0][0] == harmless) {
      return true;
    }
    said = answer.rows.empty() ? "it printed no rows" : "it printed other rows";
    if (!answer.rows.empty() && !answer.rows[0].empty()) {
      said += ", of " + beginning_of(folded(answer.rows[0][0].value_or("NULL")), 100);
    }
  } catch (const Error& error) {
    if (deadline_ && deadline_->is_over()) throw;
    said = error.message();
  }
  return false;
}

void Remote::find_levels() {
  std::vector<std::string> said(most_levels + 1);
  for (int levels = 0; levels <= most_levels; ++levels) {
    if (answers_probe(levels, said[static_cast<std::size_t>(levels)])) {
      levels_ = levels;
      return;
    }
  }
  const std::string quoted =
      said[1] == said[0] ? "" : "; with the question quoted for another shell: " + said[1];
  throw Error(
      Error::Kind::unsupported, {name_, 0, 0},
      "does not answer as --via needs it: the command gets SQL as its last word, and has "
      "to print the rows as JSON, as in sqlite3 -readonly -json app.db. Asked for one row: " +
          said[0] + quoted);
}

/// Such characters come with names and texts of the database. Where they do not come through, some
/// shell would act on them.
void Remote::prove(const std::string& sql) {
  if (proven_ || sql.find_first_of("$`\\\n") == std::string::npos) return;
  const Answer answer =
      ask_quoted(std::string("SELECT ") + quote_literal(demanding) + " AS probe", *levels_);
  proven_ = answer.rows.size() == 1 && !answer.rows[0].empty() && answer.rows[0][0] == demanding;
  if (proven_) return;
  throw Error(Error::Kind::unsupported, {name_, 0, 0},
              "changes $, `, \\ or line ends in the SQL that it is given, and a name here holds "
              "one of them; the command has to pass its last word on as it is");
}

Answer Remote::ask(const std::string& sql) {
  if (!levels_) find_levels();
  prove(sql);
  return ask_quoted(sql, *levels_);
}

}  // namespace plumbline
