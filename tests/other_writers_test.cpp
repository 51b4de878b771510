// `apply` beside others that hold the database, or that changed it since the plan was made.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <deque>

#include "analyzer/sqlite/connection.hpp"
#include "tests/after_reboot.hpp"
#include "tests/child_program.hpp"
#include "tests/fault_vfs.hpp"
#include "tests/scenario.hpp"
#include "tests/unflushed.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const FaultScenario& scenario_named(const std::string& name) {
  for (const FaultScenario& scenario : fault_scenarios()) {
    if (scenario.name == name) return scenario;
  }
  throw Error(Error::Kind::failed, {name, 0, 0}, "no such scenario");
}

/// One program beside one holder of a lock, in a folder of its own under the current one.
struct Beside {
  const char* name;
  JournalKind journal;
  const char* scenario;
  const char* sql;    ///< what the other one does, and holds
  bool goes_through;  ///< the lock is none that stands in the way
};

constexpr const char* busy_words = "locked";

// Each waits as long as SQLite's busy timeout says; so all of them wait at once. The last one waits
// three times as long, since SQLite asks for the lock again, and is left to the long run.
const std::vector<Beside> all_beside = {
    {"writer", JournalKind::rollback, "alters", "BEGIN IMMEDIATE", false},
    {"exclusive", JournalKind::rollback, "alters", "BEGIN EXCLUSIVE", false},
    {"reader", JournalKind::rollback, "alters", "BEGIN; SELECT count(*) FROM users", false},
    {"wal-writer", JournalKind::wal, "alters", "BEGIN IMMEDIATE", false},
    {"wal-reader", JournalKind::wal, "alters", "BEGIN; SELECT count(*) FROM users", true},
    {"reader-and-spill", JournalKind::rollback, "more pages than the cache holds",
     "BEGIN; SELECT count(*) FROM things", false},
};

/// The current folder, while this lives.
struct InFolder {
  explicit InFolder(const fs::path& folder) : before(fs::current_path()) {
    fs::create_directories(folder);
    fs::current_path(folder);
  }
  ~InFolder() { fs::current_path(before); }
  InFolder(const InFolder&) = delete;
  InFolder& operator=(const InFolder&) = delete;
  fs::path before;
};

std::vector<std::string> apply_words(const FaultScenario& scenario) {
  std::vector<std::string> words = repair_words(scenario, fault_database());
  words.emplace_back("--apply");
  return words;
}

std::vector<std::string> names_beside() {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : read_image(fault_folder())) names.push_back(name);
  return names;
}

bool is_said_to_be_changed(const std::string& message) {
  return message.find("not as it was when the plan was made") != std::string::npos ||
         message.find("changed since the plan was made") != std::string::npos;
}

void change(const std::string& sql) {
  Connection::open_read_write("file:" + fault_database(), fault_database()).execute(sql);
}

}  // namespace

TEST_CASE("faults: others hold the database") {
  const ScenarioFolder folder;
  std::deque<LockHolder> holders;
  std::deque<ChildProgram> programs;
  std::vector<std::string> before;
  const std::size_t count = all_beside.size() - (all_faults_asked_for() ? 0 : 1);
  for (std::size_t i = 0; i < count; ++i) {
    const Beside& beside = all_beside[i];
    const InFolder in(beside.name);
    const FaultScenario& scenario = scenario_named(beside.scenario);
    lay_out(scenario, beside.journal);
    before.push_back(contents_text(fault_database()));
    holders.emplace_back(fault_database(), beside.sql);
    programs.emplace_back(apply_words(scenario));
  }
  std::vector<ChildEnd> ends;
  for (ChildProgram& program : programs) ends.push_back(program.wait());
  holders.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const InFolder in(all_beside[i].name);
    CAPTURE(all_beside[i].name);
    CAPTURE(ends[i].err);
    CHECK(ends[i].exit_code == (all_beside[i].goes_through ? 0 : 1));
    CHECK((contents_text(fault_database()) == before[i]) != all_beside[i].goes_through);
    if (all_beside[i].goes_through) continue;
    CHECK(ends[i].err.find(busy_words) != std::string::npos);
    CHECK(ends[i].out == "");
    const FaultScenario& scenario = scenario_named(all_beside[i].scenario);
    CHECK(apply_and_say(plan_for(scenario, fault_database())).done);
  }
}

TEST_CASE("faults: two programs repair the same database at the same time") {
  for (const JournalKind journal : {JournalKind::rollback, JournalKind::wal}) {
    CAPTURE(to_string(journal));
    const ScenarioFolder folder;
    const FaultScenario& scenario = fault_scenarios()[1];
    lay_out(scenario, journal);
    const DiskImage start = read_image(fault_folder());
    REQUIRE(apply_and_say(plan_for(scenario, fault_database())).done);
    const OldAndNew known{"", contents_text(fault_database())};
    write_image(fault_folder(), start);
    ChildProgram first(apply_words(scenario)), second(apply_words(scenario));
    const ChildEnd ends[] = {first.wait(), second.wait()};
    CAPTURE(ends[0].err);
    CAPTURE(ends[1].err);
    CHECK((ends[0].exit_code == 0 || ends[1].exit_code == 0));
    for (const ChildEnd& end : ends)
      CHECK((end.exit_code == 0 || end.exit_code == 1 || end.exit_code == 3));
    CHECK(contents_text(fault_database()) == known.after);
    CHECK(leftovers().empty());
  }
}

TEST_CASE("faults: the schema was changed since the plan was made") {
  for (const JournalKind journal : {JournalKind::rollback, JournalKind::wal}) {
    for (const FaultScenario& scenario : fault_scenarios()) {
      CAPTURE(scenario.name);
      const ScenarioFolder folder;
      const Unflushed unflushed;
      lay_out(scenario, journal);
      const Plan plan = plan_for(scenario, fault_database());
      change("CREATE TABLE newcomer (x)");
      const std::string before = contents_text(fault_database());
      const std::vector<std::string> names = names_beside();
      const std::string message = apply_and_say(plan).message;
      CHECK_MESSAGE(is_said_to_be_changed(message), message);
      CHECK(contents_text(fault_database()) == before);
      CHECK(names_beside() == names);
    }
  }
}

TEST_CASE("faults: rows came since the plan was made that do not fit") {
  const ScenarioFolder folder;
  const Unflushed unflushed;
  const FaultScenario& scenario = scenario_named("WITHOUT ROWID and full text");
  lay_out(scenario, JournalKind::rollback);
  const Plan plan = plan_for(scenario, fault_database());
  change("INSERT INTO places VALUES ('c1', 'nowhere', -1)");  // CHECK (people >= 0)
  const std::string before = contents_text(fault_database());
  const std::string message = apply_and_say(plan).message;
  CHECK_MESSAGE(message.find("CHECK constraint failed") != std::string::npos, message);
  CHECK(contents_text(fault_database()) == before);
  CHECK(names_beside() == std::vector<std::string>{"app.db"});
}

TEST_CASE("faults: rows came since the plan was made that fit") {
  const ScenarioFolder folder;
  const Unflushed unflushed;
  const FaultScenario& scenario = scenario_named("WITHOUT ROWID and full text");
  lay_out(scenario, JournalKind::rollback);
  const Plan plan = plan_for(scenario, fault_database());
  change("INSERT INTO places VALUES ('c1', 'somewhere', 5)");
  const std::string before = contents_text(fault_database());
  const bool done = apply_and_say(plan).done;
  CHECK((contents_text(fault_database()) == before) != done);
  const Connection live = Connection::open_read_only("file:" + fault_database(), "live");
  CHECK(live.integer("SELECT people FROM places WHERE city = 'somewhere'") == 5);
}

TEST_CASE("faults: the write lock is held from before the backup until the commit") {
  const ScenarioFolder folder;
  lay_out(fault_scenarios()[1], JournalKind::rollback);
  const Plan plan = plan_for(fault_scenarios()[1], fault_database());
  // Kept open: closing any descriptor of the file gives up all locks that this process has on it,
  // which is also what this test is to find (https://sqlite.org/howtocorrupt.html, 2.2).
  const int file = open(fault_database().c_str(), O_RDWR);
  const auto is_reserved = [&] {
    constexpr off_t reserved_byte = 0x40000001;  // https://sqlite.org/src/file/src/os.h
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = reserved_byte;
    lock.l_len = 1;
    return fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  };
  CHECK_FALSE(is_reserved());
  {
    const FaultVfs vfs(fault_folder(), {}, [&](const DiskOperation& operation) {
      if (!is_reserved()) FAIL_CHECK("not locked: ", to_string(operation));
    });
    CHECK(apply_and_say(plan).done);
    CHECK(vfs.operations().size() > 20);
  }
  CHECK_FALSE(is_reserved());
  close(file);
}

}  // namespace plumbline
