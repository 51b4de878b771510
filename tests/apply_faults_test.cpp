// `apply` while the disk fails, fills up, or loses power, at every operation that changes a file.
// PLUMBLINE_FAULTS=all takes every operation (tools/test --faults); without it a few of each are.
#include <doctest/doctest.h>

#include <iostream>

#include "analyzer/sqlite/connection.hpp"
#include "tests/after_reboot.hpp"
#include "tests/fault_vfs.hpp"
#include "tests/scenario.hpp"
#include "tests/unflushed.hpp"

namespace plumbline {

namespace {

/// One scenario under one kind of journal, in a folder of its own.
class Trial {
 public:
  Trial(const FaultScenario& scenario, JournalKind journal)
      : scenario_(scenario), journal_(journal) {
    lay_out(scenario, journal);
    start_ = read_image(fault_folder());
    plan_ = plan_for(scenario, fault_database());
    known_.before = contents_text(fault_database());
    start_over();
    {
      const FaultVfs vfs(fault_folder(), {});
      REQUIRE(apply_and_say(plan_).done);
      operations_ = vfs.operations();
    }
    known_.after = contents_text(fault_database());
    REQUIRE(known_.before != known_.after);
  }

  std::size_t operations() const { return operations_.size(); }
  const std::vector<DiskOperation>& all_operations() const { return operations_; }
  std::int64_t bytes_at_start() const {
    std::int64_t bytes = 0;
    for (const auto& [name, content] : start_) bytes += static_cast<std::int64_t>(content.size());
    return bytes;
  }

  /// Whether there was a fault.
  bool fail(const Fault& fault) {
    start_over();
    Said said;
    bool struck = false;
    {
      const FaultVfs vfs(fault_folder(), fault);
      said = apply_and_say(plan_);
      struck = vfs.has_struck();
    }
    std::vector<std::string> wrong;
    for (const std::string& name : leftovers()) wrong.push_back("left behind: " + name);
    if (struck) judge(label(fault), said, std::move(wrong));
    return struck;
  }

  /// `most`: how many of the states that the disk may be in then are looked at.
  void pull_plug(std::size_t at, std::size_t most) {
    start_over();
    Said said;
    std::vector<PossibleDisk> disks;
    const Fault fault{Fault::Kind::pull_plug, at};
    {
      const FaultVfs vfs(fault_folder(), fault);
      said = apply_and_say(plan_);
      disks = vfs.possible_disks();
    }
    said.message.clear();  // nobody was there any more to read it
    const std::size_t step = 1 + (disks.size() - 1) / most;
    for (std::size_t i = at % step; i < disks.size(); i += step) {
      write_image(fault_folder(), disks[i].image);
      judge(label(fault) + "; on the disk: " + disks[i].label, said, {});
    }
  }

  std::size_t injected() const { return injected_; }
  std::size_t survived() const { return survived_; }

 private:
  void start_over() { write_image(fault_folder(), start_); }

  std::string label(const Fault& fault) const {
    static constexpr const char* kinds[] = {
        "no fault", "fails once", "fails from here on", "disk full from here on",
        "quota",    "plug pulled"};
    std::string text =
        scenario_.name + ", " + to_string(journal_) + ": " + kinds[static_cast<int>(fault.kind)];
    if (fault.kind == Fault::Kind::full_quota) return text + " " + std::to_string(fault.quota);
    text += " at operation " + std::to_string(fault.at) + " of " + std::to_string(operations());
    if (fault.at <= operations()) text += ", " + to_string(operations_[fault.at - 1]);
    return text;
  }

  void judge(const std::string& what, const Said& said, std::vector<std::string> wrong) {
    ++injected_;
    const AfterReboot found = look_after_reboot(scenario_, known_, said);
    wrong.insert(wrong.end(), found.wrong.begin(), found.wrong.end());
    if (wrong.empty()) ++survived_;
    for (const std::string& one : wrong) FAIL_CHECK(what, ": ", one, " [", said.message, "]");
  }

  FaultScenario scenario_;
  JournalKind journal_;
  ScenarioFolder folder_;
  Unflushed unflushed_;
  DiskImage start_;
  Plan plan_;
  OldAndNew known_;
  std::vector<DiskOperation> operations_;
  std::size_t injected_ = 0, survived_ = 0;
};

struct Sum {
  std::size_t injected = 0, survived = 0;
  void add(const Trial& trial) {
    injected += trial.injected();
    survived += trial.survived();
  }
};

void print(const std::string& what, const Sum& sum) {
  std::cout << "faults: " << what << ": " << sum.injected << " faults injected, " << sum.survived
            << " survived\n"
            << std::flush;
  CHECK(sum.injected > 0);
  CHECK(sum.survived == sum.injected);
}

std::vector<JournalKind> journals() {
  if (all_faults_asked_for())
    return {JournalKind::rollback, JournalKind::wal, JournalKind::wal_with_frames};
  return {JournalKind::rollback, JournalKind::wal};
}

template <class Try>
void for_each_trial(const std::string& what, Try run) {
  Sum sum;
  for (const FaultScenario& scenario : fault_scenarios()) {
    for (const JournalKind journal : journals()) {
      Trial trial(scenario, journal);
      run(trial);
      sum.add(trial);
    }
  }
  print(what, sum);
}

/// Every one, or `few` of them spread over all.
template <class Try>
void for_some(std::size_t first, std::size_t last, std::size_t few, Try run) {
  const std::size_t step = all_faults_asked_for() ? 1 : 1 + (last - first) / few;
  for (std::size_t at = first; at < last; at += step) run(at);
  run(last);
}

}  // namespace

TEST_CASE("faults: operations that fail once, or from then on") {
  for_each_trial("I/O errors", [](Trial& trial) {
    for_some(1, trial.operations(), 12, [&](std::size_t at) {
      trial.fail({Fault::Kind::fail_once, at});
      trial.fail({Fault::Kind::fail_on, at});
    });
  });
}

TEST_CASE("faults: the power fails") {
  for_each_trial("power failures", [](Trial& trial) {
    for_some(1, trial.operations() + 1, 6,
             [&](std::size_t at) { trial.pull_plug(at, all_faults_asked_for() ? 1000 : 3); });
  });
}

TEST_CASE("faults: the disk is full from some moment on") {
  for_each_trial("full disks", [](Trial& trial) {
    for_some(1, trial.operations(), 6, [&](std::size_t at) {
      trial.fail({Fault::Kind::full, at});
    });
  });
}

TEST_CASE("faults: the disk takes so many bytes and no more") {
  for_each_trial("full disks, by quota", [](Trial& trial) {
    constexpr std::int64_t step = 512;
    const std::int64_t fewest = all_faults_asked_for() ? step : 16 * step;
    bool struck = true;
    for (std::int64_t more = 0; struck; more += fewest)
      struck = trial.fail({Fault::Kind::full_quota, 0, trial.bytes_at_start() + more});
  });
}

}  // namespace plumbline
