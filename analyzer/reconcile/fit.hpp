#pragma once
// Where in a replay the live schema stands: every point after which the replay looks like it.
#include <map>
#include <set>
#include <vector>

#include "analyzer/reconcile/replay.hpp"

namespace plumbline {

/// A replay as one line of statements, numbered through: point 0 is before the first, point g
/// behind the g-th.
class Line {
 public:
  Line() = default;
  explicit Line(const Replay& replay);

  std::size_t end() const { return starts_.back(); }
  /// The point before the first and behind the last statement of the i-th migration of the order.
  std::size_t start_of(std::size_t i) const { return starts_[i]; }
  std::size_t end_of(std::size_t i) const { return starts_[i + 1]; }
  std::size_t migrations() const { return starts_.size() - 1; }
  /// The migration that holds statement `point` (1-based).
  std::size_t migration_at(std::size_t point) const;

 private:
  std::vector<std::size_t> starts_ = {0};
};

/// A state of one object on the line: from `point` on (until the next version) its text is this;
/// nothing where it is not there.
struct Version {
  std::size_t point = 0;
  std::optional<std::string> text;
};
using Timelines = std::map<ObjectKey, std::vector<Version>>;  ///< each begins with point 0
Timelines timelines_of(const Replay& replay, const Line& line);

struct LiveFit {
  std::vector<std::size_t> points;  ///< all that fit, in order
  /// Live objects under the name of one that migrations make, in a form that none gives it. They do
  /// not count in `points`, other than that they must be there.
  std::set<ObjectKey> altered;
  std::set<ObjectKey> unexplained;  ///< live objects that no migration makes
  /// For each object of the line, what it is in the live database, in the words of the line;
  /// nothing where it is not there.
  std::map<ObjectKey, std::optional<std::string>> live;
};

/// A crash inside a transaction of the file's own leaves what was there before its BEGIN: points in
/// there fit where that fits.
LiveFit fit_live(const Replay& replay, const Line& line, const Timelines& timelines,
                 const ObjectTexts& live);

}  // namespace plumbline
