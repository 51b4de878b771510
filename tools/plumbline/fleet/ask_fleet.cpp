#include "tools/plumbline/fleet/ask_fleet.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "analyzer/held_signals.hpp"
#include "tools/plumbline/fleet/file_stamp.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"

namespace plumbline {

namespace {

using Clock = std::chrono::steady_clock;
using Lock = std::unique_lock<std::mutex>;
/// What is known of a state, and the files that wait for it.
struct StateProgress {
  enum class Kind { first_is_asked, one_for_all, each };
  Kind kind = Kind::first_is_asked;
  std::string answer;  ///< of one_for_all
  std::deque<std::size_t> waiting;
};

struct Slot {
  enum class Stage { open, looked_at, done };
  Stage stage = Stage::open;
  std::unique_ptr<DatabaseState> state;  ///< until it is done
  FleetFile file;
};

class Asking {
 public:
  Asking(const FleetWork& work, const FleetQuestion& question, const OnFile& on_file)
      : work_(work),
        question_(question),
        on_file_(on_file),
        plans_(question.command.log, question.command.options),
        slots_(work.files.size()) {
    fleet_.by_data = question.command.data;
    for (const auto& [id, answer] : work.known) take_known(answer);
  }

  Fleet run(const OnProgress& on_progress) {
    const std::vector<std::jthread> threads = begin_threads();
    watch(on_progress);
    if (fault_) std::rethrow_exception(fault_);
    finish();
    return std::move(fleet_);
  }

 private:
  void take_known(const FleetAnswer& answer) {
    fleet_.answers.emplace(answer.id, answer);
    const bool each = answer.each || question_.command.data;
    states_[answer.state] = {
        each ? StateProgress::Kind::each : StateProgress::Kind::one_for_all, answer.id, {}};
  }

  bool is_over() const {
    const std::optional<Deadline>& deadline = question_.command.options.deadline;
    return deadline && deadline->is_over();
  }

  std::vector<std::jthread> begin_threads() {
    const HeldSignals held;  // they inherit it: signals are for this thread
    std::vector<std::jthread> threads;
    running_ = work_.jobs;
    for (int i = 0; i < work_.jobs; ++i) threads.emplace_back([this] { work_in_thread(); });
    return threads;
  }

  /// Until all threads have ended. A second signal waits for that, so that no private copy is left.
  void watch(const OnProgress& on_progress) {
    const Clock::time_point start = Clock::now();
    std::optional<HeldSignals> held;
    Lock lock(mutex_);
    while (running_ > 0) {
      ended_.wait_for(lock, std::chrono::milliseconds(20));
      const std::size_t done = done_;
      lock.unlock();
      if (on_progress) on_progress(progress_of(done, slots_.size(), Clock::now() - start));
      lock.lock();
      if (!is_over()) continue;
      if (!held) held.emplace();
      stop();
    }
  }

  void wake_those_that_wait() {
    if (!to_ask_.empty() || done_ == slots_.size()) changed_.notify_all();
  }

  void work_in_thread() {
    Lock lock(mutex_);
    while (!stopped_ && done_ < slots_.size()) {
      if (is_over()) {
        stop();
      } else if (!to_ask_.empty()) {
        const std::size_t i = to_ask_.front();
        to_ask_.pop_front();
        guarded(lock, [&] { ask(lock, i); });
      } else if (next_ < slots_.size()) {
        const std::size_t i = next_++;
        guarded(lock, [&] { look_at(lock, i); });
      } else {
        changed_.wait(lock);
      }
    }
    --running_;
    ended_.notify_all();
  }

  /// What is wrong with the question, or with where the answer goes, ends all threads.
  template <class Work>
  void guarded(Lock& lock, const Work& work) {
    try {
      work();
      wake_those_that_wait();
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!fault_) fault_ = std::current_exception();
      stop();
    }
  }

  /// Of one file; what is wrong with the question is thrown again.
  static std::string reason_of(const std::exception& failure) {
    const auto* const error = dynamic_cast<const Error*>(&failure);
    if (error == nullptr) return failure.what();
    if (error->kind() == Error::Kind::usage) throw Error(*error);
    return error->message();
  }

  void stop() {
    stopped_ = true;
    changed_.notify_all();
  }

  void look_at(Lock& lock, std::size_t i) {
    lock.unlock();
    const std::string& file = work_.files[i];
    Slot seen;
    seen.file.path = file;
    bool over = false;
    try {
      if (work_.stamps) seen.file.stamp = stamp_of(file);
      seen.state = std::make_unique<DatabaseState>(state_of(file, plans_));
      if (!seen.state->notes.empty()) seen.file.note = seen.state->notes.front();
    } catch (const std::exception& failure) {
      seen.file.error = reason_of(failure);
      over = is_over();
    }
    lock.lock();
    if (over) return stop();
    slots_[i] = std::move(seen);
    slots_[i].stage = Slot::Stage::looked_at;
    take_in_order();
  }

  /// In the order of the files, so that the first of a state is the first by name.
  void take_in_order() {
    for (; taken_ < slots_.size() && slots_[taken_].stage != Slot::Stage::open; ++taken_) {
      Slot& slot = slots_[taken_];
      if (slot.state == nullptr) {
        settle(taken_);
        continue;
      }
      const bool known = states_.contains(slot.state->key);
      StateProgress& state = states_[slot.state->key];
      if (!known && question_.command.data) state.kind = StateProgress::Kind::each;
      if (!known || state.kind == StateProgress::Kind::each) {
        to_ask_.push_back(taken_);
      } else if (state.kind == StateProgress::Kind::one_for_all) {
        settle(taken_, state.answer);
      } else {
        state.waiting.push_back(taken_);
      }
    }
  }

  void ask(Lock& lock, std::size_t i) {
    lock.unlock();
    std::optional<AskedDatabase> asked;
    std::string error;
    bool over = false;
    try {
      asked = ask_database(work_.files[i], *slots_[i].state, question_, plans_);
    } catch (const std::exception& failure) {
      error = reason_of(failure);
      over = is_over();
    }
    lock.lock();
    if (over) return stop();
    StateProgress& state = states_[slots_[i].state->key];
    if (asked) {
      keep(std::move(*asked), state, i);
    } else {
      slots_[i].file.error = error;
      settle(i);
      ask_next(state);
    }
  }

  /// Where the first of a state could not be asked, the second stands for it.
  void ask_next(StateProgress& state) {
    if (state.kind != StateProgress::Kind::first_is_asked || state.waiting.empty()) return;
    to_ask_.push_front(state.waiting.front());
    state.waiting.pop_front();
  }

  void keep(AskedDatabase asked, StateProgress& state, std::size_t i) {
    const std::string id = asked.answer.id;
    if (state.kind == StateProgress::Kind::each) asked.answer.each = true;
    auto [known, is_new] = fleet_.answers.emplace(id, asked.answer);
    // Files are asked in any order, yet the first by name is the one shown.
    if (!is_new && asked.answer.of < known->second.of) known->second = std::move(asked.answer);
    if (state.kind == StateProgress::Kind::first_is_asked) {
      state.kind =
          asked.holds_for_all ? StateProgress::Kind::one_for_all : StateProgress::Kind::each;
      state.answer = id;
      for (const std::size_t other : std::exchange(state.waiting, {})) {
        if (asked.holds_for_all) {
          settle(other, id);
        } else {
          to_ask_.push_back(other);
        }
      }
    }
    settle(i, id);
  }

  void settle(std::size_t i, const std::string& answer = "") {
    slots_[i].file.answer = answer;
    slots_[i].stage = Slot::Stage::done;
    slots_[i].state.reset();
    ++done_;
    for (; told_ < slots_.size() && slots_[told_].stage == Slot::Stage::done; ++told_) tell(told_);
  }

  void tell(std::size_t i) {
    FleetFile& file = slots_[i].file;
    const auto answer = fleet_.answers.find(file.answer);
    if (on_file_) on_file_(file, answer == fleet_.answers.end() ? nullptr : &answer->second);
    fleet_.files.push_back(std::move(file));
  }

  /// What is done behind a file that is not, and why it is not.
  void finish() {
    for (std::size_t i = told_; i < slots_.size(); ++i) {
      if (slots_[i].stage == Slot::Stage::done) {
        tell(i);
      } else {
        ++fleet_.left;
      }
    }
    if (fleet_.left == 0) return;
    fleet_.complete = false;
    const bool ended = question_.command.options.deadline->was_ended();
    fleet_.why = ended ? "interrupted" : "the time was over (--deadline SECONDS gives more)";
  }

  const FleetWork& work_;
  const FleetQuestion& question_;
  const OnFile& on_file_;
  LogPlans plans_;

  std::mutex mutex_;                 ///< over all that follows
  std::condition_variable changed_;  ///< there is work for one that waits, or none any more
  std::condition_variable ended_;    ///< a thread has
  std::vector<Slot> slots_;
  std::map<std::string, StateProgress> states_;
  std::deque<std::size_t> to_ask_;
  std::size_t next_ = 0;   ///< files that were begun
  std::size_t taken_ = 0;  ///< files whose state was taken note of, …
  std::size_t told_ = 0;   ///< … and that were told, both without a gap
  std::size_t done_ = 0;
  int running_ = 0;  ///< threads
  bool stopped_ = false;
  std::exception_ptr fault_;
  Fleet fleet_;
};

}  // namespace

Fleet ask_fleet(const FleetWork& work, const FleetQuestion& question, const OnFile& on_file,
                const OnProgress& on_progress) {
  return Asking(work, question, on_file).run(on_progress);
}

}  // namespace plumbline
