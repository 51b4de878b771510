#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

struct Fact {
  std::string name, value;
  bool is_code = false;
};

void add(std::vector<Fact>& facts, const char* name, const std::string& value, bool is_code) {
  if (!value.empty()) facts.push_back({name, value, is_code});
}

std::vector<Fact> facts_of(const Report& report) {
  const DatabaseFacts& database = report.database;
  std::vector<Fact> facts;
  add(facts, "Database", database.path, true);
  if (kind_of_page(report) == PageKind::lint) add(facts, "Migrations", report.from, true);
  if (report.audit) add(facts, "Opened", report.audit->opened, false);
  add(facts, "Compared with", report.to, true);
  for (const LogFacts& log : report.logs) add(facts, "Log", facts_of(log), false);
  add(facts, "SQLite", database.sqlite_version, false);
  if (database.user_version != 0) {
    add(facts, "user_version", std::to_string(database.user_version), false);
  }
  if (report.forecast && report.forecast->rows == "sample") {
    add(facts, "Tried on", "the first rows of each table: others may behave otherwise", false);
  }
  add(facts, "Fingerprint", database.fingerprint, true);
  add(facts, "Meaning", database.meaning, true);
  return facts;
}

}  // namespace

PageData facts_section(const Report& report) {
  return list_data(facts_of(report), [](const Fact& fact) {
    return fields({{"name", text_data(fact.name)},
                   {"value", text_data(fact.value)},
                   {"is_code", PageData(fact.is_code)}});
  });
}

PageData steps_section(const std::vector<NextStep>& steps) {
  return fields(
      {{"any", PageData(!steps.empty())}, {"steps", list_data(steps, [](const NextStep& step) {
                                             return fields({{"why", text_data(sentence(step.why))},
                                                            {"command", code_data(step.command)}});
                                           })}});
}

PageData notes_section(const Report& report) {
  return fields({{"any", PageData(!report.notes.empty())},
                 {"notes", list_data(report.notes,
                                     [](const std::string& note) { return text_data(note); })}});
}

}  // namespace plumbline
