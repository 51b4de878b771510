#include "analyzer/reconcile/fit.hpp"

#include <algorithm>

namespace plumbline {

namespace {

/// The live text of an object in the words of its timeline, or its own where no version is the
/// same.
std::string in_words_of(const std::vector<Version>& versions, const ObjectKey& object,
                        const std::string& live, bool& altered) {
  const auto is = [&](const Version& version) { return version.text == live; };
  altered = false;
  if (std::ranges::any_of(versions, is)) return live;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    if (version->text && same_object(object, *version->text, live)) return *version->text;
  }
  altered = true;
  return live;
}

void compare_objects(const Timelines& timelines, const ObjectTexts& live, LiveFit& fit) {
  for (const auto& [object, versions] : timelines) {
    const auto there = live.find(object);
    if (there == live.end()) {
      fit.live[object] = std::nullopt;
      continue;
    }
    bool altered = false;
    fit.live[object] = in_words_of(versions, object, there->second, altered);
    if (altered) fit.altered.insert(object);
  }
  for (const auto& [object, text] : live) {
    if (!timelines.contains(object)) fit.unexplained.insert(object);
  }
}

/// How many objects differ from the live ones, followed along the line.
class Mismatches {
 public:
  explicit Mismatches(const LiveFit& fit) : fit_(fit) {
    for (const auto& [object, text] : fit.live) {
      // A stored setting is 0 before anything sets it; every other object is not there.
      const std::optional<std::string> first =
          object.type == "pragma" ? std::optional<std::string>("0") : std::nullopt;
      if (differs(object, first)) differing_.insert(object);
    }
  }

  void follow(const ObjectChange& change) {
    if (differs(change.object, change.to)) {
      differing_.insert(change.object);
    } else {
      differing_.erase(change.object);
    }
  }
  bool none() const { return differing_.empty(); }

 private:
  bool differs(const ObjectKey& object, const std::optional<std::string>& text) const {
    const std::optional<std::string>& live = fit_.live.at(object);
    return fit_.altered.contains(object) ? text.has_value() != live.has_value() : text != live;
  }

  const LiveFit& fit_;
  std::set<ObjectKey> differing_;
};

}  // namespace

Line::Line(const Replay& replay) {
  for (const auto& effects : replay.effects) starts_.push_back(starts_.back() + effects.size());
}

std::size_t Line::migration_at(std::size_t point) const {
  const auto end = std::ranges::lower_bound(starts_.begin() + 1, starts_.end(), point);
  return static_cast<std::size_t>(end - starts_.begin()) - 1;
}

Timelines timelines_of(const Replay& replay, const Line& line) {
  Timelines timelines;
  for (std::size_t i = 0; i < replay.effects.size(); ++i) {
    for (std::size_t j = 0; j < replay.effects[i].size(); ++j) {
      for (const ObjectChange& change : replay.effects[i][j].changes) {
        std::vector<Version>& versions = timelines[change.object];
        if (versions.empty()) versions.push_back({0, change.from});
        versions.push_back({line.start_of(i) + j + 1, change.to});
      }
    }
  }
  return timelines;
}

LiveFit fit_live(const Replay& replay, const Line& line, const Timelines& timelines,
                 const ObjectTexts& live) {
  LiveFit fit;
  compare_objects(timelines, live, fit);
  Mismatches mismatches(fit);
  bool fits = mismatches.none();
  if (fits) fit.points.push_back(0);
  for (std::size_t i = 0; i < replay.effects.size(); ++i) {
    for (std::size_t j = 0; j < replay.effects[i].size(); ++j) {
      const StatementEffect& effect = replay.effects[i][j];
      for (const ObjectChange& change : effect.changes) mismatches.follow(change);
      const bool last = j + 1 == replay.effects[i].size();  // the runner commits what is open
      if (!effect.in_transaction || last) fits = mismatches.none();
      if (fits) fit.points.push_back(line.start_of(i) + j + 1);
    }
  }
  return fit;
}

}  // namespace plumbline
