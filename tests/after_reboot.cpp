#include "tests/after_reboot.hpp"

#include "analyzer/apply/apply.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string text_of(const Connection& connection) {
  std::string text = "user_version " + connection.text("PRAGMA user_version").value_or("?") + "\n";
  Query objects(connection,
                "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER "
                "BY type, name");
  while (objects.step()) text += std::string(objects.text(0)) + "\n";
  for (const auto& [table, contents] : contents_of(connection, {}, {}))
    text += table.text() + " " + std::to_string(contents.rows) + " " + contents.digest + "\n";
  return text;
}

/// Opened as any application opens it, so that SQLite recovers what there is to recover.
Connection reopened(const std::string& database) {
  return Connection::open_read_write("file:" + database, database);
}

void look_at_backups(const OldAndNew& known, std::vector<std::string>& wrong) {
  for (const auto& entry : fs::directory_iterator(fault_folder())) {
    if (entry.path().extension() != ".bak") continue;
    const std::string name = entry.path().string();
    const Connection backup = Connection::open_read_only("file:" + name + "?mode=ro", name);
    if (backup.text("PRAGMA integrity_check") != "ok") wrong.push_back(name + " is damaged");
    if (text_of(backup) != known.before) wrong.push_back(name + " is not as it was before");
  }
}

void compare_with_what_was_said(FoundState state, const Said& said,
                                std::vector<std::string>& wrong) {
  if (said.done && state == FoundState::old_state)
    wrong.emplace_back("was said to be done, and is as before");
  bool denied = false;
  for (const char* words :
       {"nothing was changed", "is as it was", "is unchanged", "was not changed"}) {
    denied = denied || said.message.find(words) != std::string::npos;
  }
  if (!said.done && denied && state == FoundState::new_state)
    wrong.push_back("is as after the repair, and was said to be unchanged: " + said.message);
}

void repair_again(const FaultScenario& scenario, const OldAndNew& known,
                  std::vector<std::string>& wrong) {
  const Said said = apply_and_say(plan_for(scenario, fault_database()));
  if (!said.done) wrong.push_back("a second repair fails: " + said.message);
  if (contents_text(fault_database()) != known.after)
    wrong.emplace_back("a second repair does not reach the target");
}

FoundState state_found(const OldAndNew& known, std::vector<std::string>& wrong) {
  const Connection live = reopened(fault_database());
  const std::string complaint = live.text("PRAGMA integrity_check").value_or("?");
  if (complaint != "ok") wrong.push_back("integrity_check: " + complaint);
  const std::string text = text_of(live);
  if (text == known.before) return FoundState::old_state;
  if (text == known.after) return FoundState::new_state;
  wrong.push_back("is neither as before nor as after:\n" + text);
  return FoundState::neither;
}

}  // namespace

Said apply_and_say(const Plan& plan) {
  try {
    const Applied applied = plumbline::apply(fault_database(), plan);
    if (applied.refusals.empty()) return {true, ""};
    return {false, applied.refusals.front().reason};
  } catch (const Error& error) {
    return {false, error.what()};
  }
}

std::string contents_text(const std::string& database) { return text_of(reopened(database)); }

AfterReboot look_after_reboot(const FaultScenario& scenario, const OldAndNew& known,
                              const Said& said) {
  AfterReboot found;
  try {
    found.state = state_found(known, found.wrong);
    compare_with_what_was_said(found.state, said, found.wrong);
    look_at_backups(known, found.wrong);
    if (found.state != FoundState::neither) repair_again(scenario, known, found.wrong);
  } catch (const Error& error) {
    found.wrong.emplace_back(error.what());
  }
  return found;
}

std::vector<std::string> leftovers() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fault_folder())) {
    const std::string name = entry.path().filename().string();
    if (name.find(".part") != std::string::npos) names.push_back(name);
  }
  return names;
}

}  // namespace plumbline
