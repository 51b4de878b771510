#include "analyzer/forecast/forecast_deploy.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/forecast/expected_schema.hpp"
#include "analyzer/forecast/startup.hpp"
#include "analyzer/reconcile/born.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

Shadow shadow_for(const DeployInput& input) {
  const auto deadline = input.options.deadline;
  if (input.options.rows == Rows::sample) return sampled_shadow_of(input.live.connection, deadline);
  return shadow_of(input.live.connection, deadline);
}

/// What the migrations did that have run.
std::vector<std::vector<StatementEffect>> past_of(const DeployInput& input) {
  std::vector<std::vector<StatementEffect>> past;
  if (input.reconciled == nullptr) return past;
  const auto& [order, effects] = input.reconciled->situation.replay;
  const NextRun& next = input.reconciled->situation.next;
  const auto is_in = [](const std::vector<std::size_t>& list, std::size_t migration) {
    return std::ranges::find(list, migration) != list.end();
  };
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (!is_in(next.runs, order[place]) && !is_in(next.never, order[place])) {
      past.push_back(effects[place]);
    } else if (const auto resumed = next.resumes_behind.find(order[place]);
               resumed != next.resumes_behind.end()) {
      const auto run =
          static_cast<std::ptrdiff_t>(std::min(resumed->second, effects[place].size()));
      past.emplace_back(effects[place].begin(), effects[place].begin() + run);
    }
  }
  return past;
}

std::string migrations_of(const DeployInput& input) {
  return input.reconciled == nullptr ? "" : input.reconciled->situation.migrations.directory;
}

/// Whether the statement has to do with what differs: the object itself, or the column.
bool makes(const StatementEffect& effect, const Change& change) {
  const ObjectRef object = object_of(change);
  const bool in_table = object.type == ObjectType::column || object.type == ObjectType::table;
  return std::ranges::any_of(effect.changes, [&](const ObjectChange& made) {
    if (!in_table) return made.object.name == object.name;
    if (made.object.type != "table" || made.object.name != object.table) return false;
    if (object.type == ObjectType::table) return true;
    const auto has = [&](const std::optional<std::string>& text) {
      return text && columns_in(*text).contains(object.name);
    };
    return has(made.from) != has(made.to) || !made.from;
  });
}

class Forecaster {
 public:
  explicit Forecaster(const DeployInput& input)
      : input_(input),
        past_(past_of(input)),
        files_(read_startup_files(input.startup, input.options)),
        plan_(plan_startup(input.startup, files_, input.reconciled)) {}

  Deploy foretell() {
    deploy_.allow = input_.options.allow;
    deploy_.declared = input_.declared == nullptr ? "" : input_.declared->name;
    deploy_.migrations = migrations_of(input_);
    deploy_.forecast.rows = input_.options.rows == Rows::sample ? "sample" : "full";
    run();
    look_at_order();
    look_at_wrapping();
    compare_declared();
    return std::move(deploy_);
  }

 private:
  void run() {
    const Shadow shadow = shadow_for(input_);
    StepsRun ran = run_steps(shadow.connection, plan_.steps, settings());
    Forecast& forecast = deploy_.forecast;
    const std::size_t reached =
        std::min(plan_.steps.size(), ran.finished + (ran.failure.has_value() ? 1 : 0));
    for (std::size_t i = 0; i < reached; ++i) {
      forecast.steps.push_back(plan_.steps[i].hand.migration.id);
    }
    forecast.failure = std::move(ran.failure);
    forecast.losses = std::move(ran.losses);
    forecast.why = plan_.stops;
    if (forecast.failure) return judge_failure();
    if (plan_.stops.empty() || input_.declared == nullptr) find_drift(shadow.connection);
    judge();
  }

  void judge_failure() {
    Forecast& forecast = deploy_.forecast;
    forecast.outcome = ForecastOutcome::fails;
    if (!is_ours(*forecast.failure, input_.options.runtime)) return;
    forecast.outcome = ForecastOutcome::not_run;
    forecast.why =
        "statement " + std::to_string(forecast.failure->place.statement) + " of " +
        forecast.failure->place.step +
        (is_ours(*forecast.failure) ? " can only be run by the application: "
                                    : " can only be run by a newer SQLite than the one at hand: ") +
        forecast.failure->message;
    forecast.failure.reset();
  }

  void find_drift(const Connection& shadow) {
    Forecast& forecast = deploy_.forecast;
    if (input_.declared == nullptr) {
      if (plan_.stops.empty()) {
        forecast.drift =
            drift_behind(shadow, input_.startup, files_, input_.reconciled, input_.options);
        for (const Change& change : forecast.drift) deploy_.drift_at.push_back(cause_of(change));
      }
      return;
    }
    deploy_.reached = introspect(shadow);
    for (Change& change : differences_to_declared(*deploy_.reached)) {
      if (change.severity == ChangeClass::drift) forecast.drift.push_back(std::move(change));
    }
  }

  /// The last statement that has to do with the object, of those that run or should have run; an
  /// empty place where none has.
  StatementPlace cause_of(const Change& change) const {
    std::vector<MigrationInHand> hands;
    for (const StartupStep& step : plan_.steps) hands.push_back(step.hand);
    if (input_.reconciled != nullptr) {
      const Situation& situation = input_.reconciled->situation;
      for (const std::size_t i : situation.next.never) {
        const auto place = std::ranges::find(situation.replay.order, i);
        hands.push_back(
            situation.in_hand(static_cast<std::size_t>(place - situation.replay.order.begin())));
      }
    }
    StatementPlace cause;
    for (const MigrationInHand& hand : hands) {
      for (std::size_t i = 0; i < hand.effects.size(); ++i) {
        if (makes(hand.effects[i], change)) cause = place_in(hand.migration, i);
      }
    }
    return cause;
  }

  std::vector<Change> differences_to_declared(const Schema& reached) const {
    std::vector<Change> changes = diff(reached, input_.declared->schema, input_.options);
    std::erase_if(changes, is_extra);
    return changes;
  }

  void judge() {
    Forecast& forecast = deploy_.forecast;
    if (plan_.refuses) {
      forecast.outcome = ForecastOutcome::fails;
    } else if (!plan_.stops.empty()) {
      forecast.outcome = ForecastOutcome::not_run;
    } else if (std::ranges::any_of(forecast.losses, [&](const Loss& loss) {
                 return stops_deploy(loss, deploy_.allow);
               })) {
      forecast.outcome = ForecastOutcome::loses_rows;
    } else if (!forecast.drift.empty()) {
      forecast.outcome = ForecastOutcome::drifts;
    } else {
      forecast.outcome =
          plan_.steps.empty() ? ForecastOutcome::nothing_to_run : ForecastOutcome::succeeds;
    }
  }

  /// Whether a file that fails would pass, ran the migrations first.
  void look_at_order() {
    const auto& failure = deploy_.forecast.failure;
    if (!failure || input_.reconciled == nullptr) return;
    const auto step = std::ranges::find(input_.startup, failure->place.step);
    if (step == input_.startup.end()) return;
    if (std::find(step, input_.startup.end(), startup_migrations) == input_.startup.end()) return;
    std::vector<std::string> other = {startup_migrations};
    std::ranges::remove_copy(input_.startup, std::back_inserter(other), startup_migrations);
    const StartupPlan plan = plan_startup(other, files_, input_.reconciled);
    const Shadow shadow = shadow_for(input_);
    StepsRun ran = run_steps(shadow.connection, plan.steps, settings());
    if (!plan.stops.empty() || ran.failure) return;
    deploy_.runs_too_early = failure->place.step;
    deploy_.lost_in_order = std::move(ran.losses);
  }

  /// Where nobody knows whether the runner puts a transaction around each migration.
  void look_at_wrapping() {
    const bool unknown = std::ranges::any_of(plan_.steps, [](const StartupStep& step) {
      return step.transaction == TransactionMode::unknown;
    });
    const ForecastOutcome outcome = deploy_.forecast.outcome;
    if (!unknown || (outcome != ForecastOutcome::succeeds && outcome != ForecastOutcome::drifts)) {
      return;
    }
    std::vector<StartupStep> wrapped = plan_.steps;
    for (StartupStep& step : wrapped) {
      if (step.transaction == TransactionMode::unknown) {
        step.transaction = TransactionMode::per_migration;
      }
    }
    const Shadow shadow = shadow_for(input_);
    StepsRun ran = run_steps(shadow.connection, wrapped, settings());
    std::erase_if(ran.losses, [&](const Loss& loss) { return !stops_deploy(loss, deploy_.allow); });
    deploy_.wrapped_failure = std::move(ran.failure);
    deploy_.wrapped_losses = std::move(ran.losses);
  }

  void compare_declared() {
    if (input_.reconciled == nullptr) return;
    if (input_.declared != nullptr) {
      deploy_.declared_against_migrations =
          declared_against_migrations(input_.declared->schema, *input_.reconciled, input_.options);
    } else {
      deploy_.declared_against_migrations =
          declared_against_migrations(input_.startup, files_, *input_.reconciled, input_.options);
      if (!files_.files.empty()) deploy_.declared = files_.files.front().file;
    }
  }

  RunSettings settings() const { return {input_.options, &past_}; }

  const DeployInput& input_;
  const std::vector<std::vector<StatementEffect>> past_;
  StartupFiles files_;
  StartupPlan plan_;
  Deploy deploy_;
};

}  // namespace

Deploy forecast_deploy(const DeployInput& input) { return Forecaster(input).foretell(); }

}  // namespace plumbline
