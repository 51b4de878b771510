#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::string message(const DataCheck& check) {
  return "integrity_check complains" + std::string(check.at_least ? ", among much else: " : ": ") +
         check.why.substr(0, check.why.find('\n')) +
         (check.rows > 1 ? " (and " + std::to_string(check.rows - 1) + " more)" : "");
}

std::string remedy(const DataCheck&) {
  return "work on a copy; .recover of the sqlite3 shell saves what can be read "
         "(https://sqlite.org/recovery.html), and the last backup has the rest";
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_broken(input, rule, message, remedy, findings);
}

}  // namespace

extern const Rule damaged_database;
const Rule damaged_database{"damaged-database", Severity::error, look};

}  // namespace plumbline
