// The program itself, killed at random moments of `repair --apply`. PLUMBLINE_FAULTS=all kills it
// 200 times by each signal (tools/test --faults).
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>

#include "tests/after_reboot.hpp"
#include "tests/child_program.hpp"
#include "tests/scenario.hpp"
#include "tests/unflushed.hpp"

namespace plumbline {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Run {
  Seconds total{}, until_it_writes{};
};

/// Something lies beside the database.
bool has_begun_to_write() {
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(fault_folder()))
    ++files;
  return files > 1;
}

void wait_until_it_writes(ChildProgram& program) {
  while (program.is_running() && !has_begun_to_write())
    std::this_thread::sleep_for(std::chrono::microseconds(50));
}

class KillTrial {
 public:
  explicit KillTrial(JournalKind journal) : journal_(journal), scenario_(large_scenario()) {
    lay_out(scenario_, journal);
    start_ = read_image(fault_folder());
    known_.before = contents_text(fault_database());
    words_ = repair_words(scenario_, fault_database());
    words_.emplace_back("--apply");
    whole_ = run_unkilled();
    known_.after = contents_text(fault_database());
    REQUIRE(known_.before != known_.after);
  }

  /// After this share of the whole run, or of the part of it in which it writes.
  void kill_once(int signal, double share, bool while_it_writes) {
    write_image(fault_folder(), start_);
    ChildProgram program(words_);
    const Seconds span = while_it_writes ? whole_.total - whole_.until_it_writes : whole_.total;
    if (while_it_writes) wait_until_it_writes(program);
    std::this_thread::sleep_for(span * share);
    program.signal(signal);
    const ChildEnd end = program.wait();
    ++tried_;
    if (end.signal != 0) ++killed_;
    if (has_begun_to_write() && end.signal != 0) ++while_writing_;
    judge(signal, share, while_it_writes, end);
  }

  std::size_t tried() const { return tried_; }
  std::size_t killed() const { return killed_; }
  std::size_t while_writing() const { return while_writing_; }
  std::size_t survived() const { return survived_; }

 private:
  Run run_unkilled() {
    write_image(fault_folder(), start_);
    const auto begin = Clock::now();
    ChildProgram program(words_);
    wait_until_it_writes(program);
    const auto first = Clock::now();
    const ChildEnd end = program.wait();
    REQUIRE_MESSAGE(end.exit_code == 0, end.err);
    return {Clock::now() - begin, first - begin};
  }

  void judge(int signal, double share, bool while_it_writes, const ChildEnd& end) {
    INFO(to_string(journal_), ", signal ", signal, " at ", share, " of ",
         while_it_writes ? "writing" : "the run", "; it ended with ", end.exit_code, ": ", end.err);
    std::vector<std::string> wrong;
    if (end.signal == 0) wrong = leftovers();
    const AfterReboot found =
        look_after_reboot(scenario_, known_, {end.exit_code == 0, end.signal == 0 ? end.err : ""});
    wrong.insert(wrong.end(), found.wrong.begin(), found.wrong.end());
    if (wrong.empty()) ++survived_;
    for (const std::string& one : wrong) FAIL_CHECK(one);
  }

  JournalKind journal_;
  FaultScenario scenario_;
  ScenarioFolder folder_;
  Unflushed unflushed_;  // the test itself; not the program
  DiskImage start_;
  OldAndNew known_;
  std::vector<std::string> words_;
  Run whole_;
  std::size_t tried_ = 0, killed_ = 0, while_writing_ = 0, survived_ = 0;
};

struct Kills {
  std::size_t tried = 0, killed = 0, while_writing = 0, survived = 0;
};

void add_kills(Kills& kills, JournalKind journal, int signal, std::uint32_t count) {
  std::mt19937 random(static_cast<std::uint32_t>(signal));  // the same moments each time
  KillTrial trial(journal);
  for (std::uint32_t n = 0; n < count; ++n) {
    const double share = static_cast<double>(random()) / std::mt19937::max();
    trial.kill_once(signal, share, n % 4 != 0);
  }
  kills.tried += trial.tried();
  kills.killed += trial.killed();
  kills.while_writing += trial.while_writing();
  kills.survived += trial.survived();
}

void print(const std::string& name, const Kills& kills) {
  std::cout << "faults: " << name << " (" << kills.killed << " in time, " << kills.while_writing
            << " of them while it wrote): " << kills.tried << " faults injected, " << kills.survived
            << " survived\n"
            << std::flush;
  CHECK(kills.survived == kills.tried);
  CHECK(kills.while_writing > 0);
}

}  // namespace

TEST_CASE("faults: killed at random moments") {
  const std::uint32_t count = all_faults_asked_for() ? 100 : 6;
  Kills kills;
  add_kills(kills, JournalKind::rollback, SIGKILL, count);
  add_kills(kills, JournalKind::wal, SIGKILL, count);
  print("kill -9", kills);
}

TEST_CASE("faults: asked to end at random moments") {
  const std::uint32_t count = all_faults_asked_for() ? 100 : 4;
  Kills kills;
  add_kills(kills, JournalKind::rollback, SIGTERM, count);
  add_kills(kills, JournalKind::wal, SIGINT, count);
  print("SIGTERM and SIGINT", kills);
}

}  // namespace plumbline
