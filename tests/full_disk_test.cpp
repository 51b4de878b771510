// The program itself on a disk that is full, with a limit on the size of files, and in a folder
// into which it may not write.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <iostream>

#include "model/error.hpp"
#include "tests/after_reboot.hpp"
#include "tests/child_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

bool says_any(const std::string& text, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

struct Prepared {
  explicit Prepared(JournalKind journal, const FaultScenario& what) : scenario(what) {
    lay_out(scenario, journal);
    start = read_image(fault_folder());
    known.before = contents_text(fault_database());
    REQUIRE(apply_and_say(plan_for(scenario, fault_database())).done);
    known.after = contents_text(fault_database());
    words = repair_words(scenario, fault_database());
    words.emplace_back("--apply");
    write_image(fault_folder(), start);
  }
  std::int64_t bytes() const { return static_cast<std::int64_t>(start.at("app.db").size()); }

  FaultScenario scenario;
  ScenarioFolder folder;
  DiskImage start;
  OldAndNew known;
  std::vector<std::string> words;
};

/// Looked at before the database is opened: that would clear a journal away.
std::string left_behind(const ChildEnd& end) {
  std::string names;
  for (const auto& entry : fs::directory_iterator(fault_folder())) {
    const std::string name = entry.path().filename().string();
    const bool named = name.ends_with(".bak") && end.err.find(name) != std::string::npos;
    // Of a database in WAL mode those two stay where SQLite cannot finish them, and hold nothing.
    const bool of_sqlite = name == "app.db" || name == "app.db-wal" || name == "app.db-shm";
    if (!named && !of_sqlite) names += "left behind: " + name + "; ";
  }
  return names;
}

/// What is wrong, where the database should be as it was and nothing beside it but a backup that
/// was named.
std::string wrong_where_untouched(const Prepared& prepared, const ChildEnd& end) {
  std::string wrong = left_behind(end);
  if (end.exit_code != 1 && end.exit_code != 3)
    wrong += "exit code " + std::to_string(end.exit_code) + "; ";
  if (!end.out.empty()) wrong += "something is on standard output; ";
  if (contents_text(fault_database()) != prepared.known.before)
    wrong += "the database is not as it was; ";
  return wrong;
}

void check_untouched(const Prepared& prepared, const ChildEnd& end) {
  CAPTURE(end.err);
  CHECK(wrong_where_untouched(prepared, end) == "");
}

void check_second_repair(const Prepared& prepared) {
  const AfterReboot found = look_after_reboot(prepared.scenario, prepared.known, {});
  for (const std::string& one : found.wrong) FAIL_CHECK(one);
}

/// A file system of its own over fault_folder(), which no other process sees but those that this
/// one starts. Says why there is none.
std::string mount_small_disk(std::int64_t bytes) {
  const std::string size = "size=" + std::to_string(bytes);
  const fs::path folder = fs::absolute(fault_folder());
  if (mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0) return "";
  return std::strerror(errno);
}

/// Mounts of this process are its own from then on.
std::string separate_mounts() {
  if (unshare(CLONE_NEWNS) != 0 || mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    return std::strerror(errno);
  return "";
}

struct SmallDisks {
  std::size_t tried = 0, too_small = 0, survived = 0;
};

/// On the small disk that is mounted.
void try_on_small_disk(const Prepared& prepared, SmallDisks& disks) {
  write_image(fault_folder(), prepared.start);
  const ChildEnd end = ChildProgram(prepared.words).wait();
  CAPTURE(end.err);
  std::string wrong;
  if (end.exit_code != 0) {
    ++disks.too_small;
    wrong = wrong_where_untouched(prepared, end);
    if (!says_any(end.err, {"no room left on the disk", " are free"}))
      wrong += "no word of what is missing";
  } else if (contents_text(fault_database()) != prepared.known.after) {
    wrong = "does not reach the target";
  }
  ++disks.tried;
  if (wrong.empty()) ++disks.survived;
  CHECK(wrong == "");
}

/// Empty, or why nothing can be mounted here.
std::string try_small_disks(const Prepared& prepared, SmallDisks& disks) {
  for (const double times : {1.05, 1.5, 1.9, 2.1, 2.6, 3.1, 3.6, 4.5, 9.0}) {
    const auto bytes = static_cast<std::int64_t>(static_cast<double>(prepared.bytes()) * times);
    CAPTURE(bytes);
    const std::string why_not = mount_small_disk(bytes);
    if (!why_not.empty()) return why_not;
    try_on_small_disk(prepared, disks);
    umount2(fault_folder().c_str(), MNT_DETACH);
  }
  return "";
}

}  // namespace

TEST_CASE("faults: a small disk, really") {
  SmallDisks disks;
  std::string why_not = separate_mounts();
  for (const JournalKind journal : {JournalKind::rollback, JournalKind::wal}) {
    CAPTURE(to_string(journal));
    const Prepared prepared(journal, large_scenario());
    if (why_not.empty()) why_not = try_small_disks(prepared, disks);
  }
  if (!why_not.empty()) {
    std::cout << "faults: small disks: left out, since nothing can be mounted here: " << why_not
              << "\n";
    return;
  }
  CHECK(disks.too_small >= 6);
  CHECK(disks.too_small < disks.tried);
  std::cout << "faults: small disks (tmpfs), " << disks.too_small
            << " of them too small: " << disks.tried << " faults injected, " << disks.survived
            << " survived\n"
            << std::flush;
}

TEST_CASE("faults: files may not grow beyond a limit") {
  for (const JournalKind journal : {JournalKind::rollback, JournalKind::wal}) {
    CAPTURE(to_string(journal));
    const Prepared prepared(journal, fault_scenarios().front());
    const auto size = static_cast<std::uint64_t>(prepared.bytes());
    for (const std::uint64_t limit : {size / 2, size - 1, size + 4096}) {
      CAPTURE(limit);
      write_image(fault_folder(), prepared.start);
      const ChildEnd end = ChildProgram(prepared.words, {limit, true, false}).wait();
      check_untouched(prepared, end);
      check_second_repair(prepared);
      // Without a handler the system ends the program at the write.
      write_image(fault_folder(), prepared.start);
      const ChildEnd ended = ChildProgram(prepared.words, {limit, false, false}).wait();
      CHECK((ended.signal == SIGXFSZ || ended.exit_code == 1));
      CHECK(contents_text(fault_database()) == prepared.known.before);
      check_second_repair(prepared);
    }
  }
}

TEST_CASE("faults: nothing may be written beside the database") {
  for (const JournalKind journal : {JournalKind::rollback, JournalKind::wal}) {
    CAPTURE(to_string(journal));
    const Prepared prepared(journal, fault_scenarios().front());
    fs::permissions(prepared.folder.path(), fs::perms(0755));
    fs::permissions(fault_database(), fs::perms(0666));
    fs::permissions(fault_folder(), fs::perms(0555));
    ChildEnd end;
    try {
      end = ChildProgram(prepared.words, {std::nullopt, false, true}).wait();
    } catch (const Error&) {
      std::cout << "faults: a folder without permission: left out, since the program may not be "
                   "started by another user here\n";
      return;
    }
    fs::permissions(fault_folder(), fs::perms(0755));
    check_untouched(prepared, end);
    CHECK(read_image(fault_folder()) == prepared.start);
    check_second_repair(prepared);
  }
}

}  // namespace plumbline
