#include <map>

#include "analyzer/sha256.hpp"
#include "rules/all_rules.hpp"
#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sarif_values.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/version.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// The results of a run, and the rules that they go by, each once.
class SarifRun {
 public:
  explicit SarifRun(const Report& report) : report_(report) {
    if (!report.forecast) return;
    if (report.forecast->failure) remember(report.forecast->failure->place);
    for (const Loss& loss : report.forecast->losses) remember(loss.place);
  }

  void add(const MigrationStatus& migration);
  void add(const Change& change);
  void add(const Finding& finding) { append(result_of(finding)); }
  void add(const AcceptedFinding& accepted);

  Json done();

 private:
  using Place = std::pair<std::string, int>;

  void remember(const StatementPlace& place) { sql_[{place.file, place.line}] = place.sql; }
  const std::string& sql_at(const std::string& file, int line) const;
  std::string file_or_subject(const std::string& file) const;
  /// `identity` is what stays the same when lines move and rows come and go.
  Json result(const std::string& rule, const std::string& level, const std::string& text,
              const Json& logical, const Place& place, const std::string& identity);
  Json result_of(const Finding& finding);
  void append(Json result) { results_.push_back(std::move(result)); }

  const Report& report_;
  std::map<Place, std::string> sql_;
  std::map<std::string, std::size_t> index_of_rule_;
  std::map<std::string, int> seen_;  ///< how often an identity has occurred
  Json rules_ = Json::array();
  Json results_ = Json::array();
};

const std::string& SarifRun::sql_at(const std::string& file, int line) const {
  static const std::string unknown;
  const auto found = sql_.find({file, line});
  return line > 0 && found != sql_.end() ? found->second : unknown;
}

/// Without a file of its own it is about the first source of a diff, or about the database.
std::string SarifRun::file_or_subject(const std::string& file) const {
  if (!file.empty()) return file;
  return report_.from.empty() ? report_.database.path : report_.from;
}

/// The level that a rule has when a policy does not say otherwise.
std::string usual_level(const std::string& id, const std::string& level) {
  for (const Rule* rule : all_rules()) {
    if (rule->id == id) return to_string(rule->severity);
  }
  return level;
}

Json SarifRun::result(const std::string& rule, const std::string& level, const std::string& text,
                      const Json& logical, const Place& place, const std::string& identity) {
  const auto [found, fresh] = index_of_rule_.try_emplace(rule, rules_.size());
  if (fresh) rules_.push_back(sarif_rule(rule, usual_level(rule, level)));
  const auto& [file, line] = place;
  const std::string& sql = sql_at(file, line);
  const std::string key = rule + '\0' + uri_of(file) + '\0' + identity + '\0' + one_line(sql);
  const std::string print = sha256_hex(key) + ":" + std::to_string(++seen_[key]);
  return {{"ruleId", rule},
          {"ruleIndex", found->second},
          {"level", level},
          {"message", sarif_message(text)},
          {"locations", Json::array({sarif_location(logical, file, line, sql)})},
          {"partialFingerprints", {{"plumblineFinding/v1", print}}}};
}

/// Null for the database as a whole.
Json logical_of(const ObjectRef& object) {
  if (object.type == ObjectType::database) return {};
  return {{"name", object.name.text()},
          {"fullyQualifiedName", name_of(object)},
          {"kind", to_string(object.type)}};
}

void SarifRun::add(const MigrationStatus& migration) {
  const Json logical = {
      {"name", migration.id}, {"fullyQualifiedName", migration.id}, {"kind", "migration"}};
  const StatementStatus* const next = goes_on_at(migration, report_.cuts);
  const Place place(file_or_subject(migration.file), next == nullptr ? 0 : next->line);
  append(result(to_string(migration.state), "error", sentence_on(migration, report_.cuts), logical,
                place, migration.id));
}

void SarifRun::add(const Change& change) {
  const ObjectRef object = object_of(change);
  const bool drifts = change.severity == ChangeClass::drift;
  append(result(kind_of(change), drifts ? "warning" : "note",
                name_of(object) + ": " + detail_of(change), logical_of(object),
                Place(file_or_subject(""), 0), name_of(object) + '\0' + describe(change)));
}

/// Line numbers and counts change from one run to the next; the finding is the same.
std::string without_numbers(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) result += c;
    if (digit && !result.ends_with('#')) result += '#';
  }
  return result;
}

Json SarifRun::result_of(const Finding& finding) {
  std::string text = about(finding.object) + finding.message;
  if (!finding.remedy.empty()) text += " → " + finding.remedy;
  return result(finding.rule, to_string(finding.severity), text, logical_of(finding.object),
                Place(file_or_subject(finding.file), finding.line),
                name_of(finding.object) + '\0' + without_numbers(finding.message));
}

/// "migrations/0007.sql:2" as a file and a line.
std::pair<std::string, int> place_named(const std::string& text) {
  constexpr std::size_t most_digits = 9;
  const std::size_t colon = text.rfind(':');
  const std::string digits = colon == text.npos ? "" : text.substr(colon + 1);
  const bool is_line = !digits.empty() && digits.size() <= most_digits &&
                       digits.find_first_not_of("0123456789") == digits.npos;
  if (!is_line) return {text, 0};
  return {text.substr(0, colon), std::stoi(digits)};
}

void SarifRun::add(const AcceptedFinding& accepted) {
  Json json = result_of(accepted.finding);
  const auto [file, line] = place_named(accepted.by);
  // A comment in the file itself, or a list of its own: section 3.35.2.
  const bool in_source = !accepted.finding.file.empty() && file == accepted.finding.file;
  Json suppression = {{"kind", in_source ? "inSource" : "external"}, {"status", "accepted"}};
  if (!accepted.reason.empty()) suppression["justification"] = accepted.reason;
  if (!file.empty()) suppression["location"] = {{"physicalLocation", sarif_file(file, line, "")}};
  json["suppressions"] = Json::array({suppression});
  append(std::move(json));
}

Json SarifRun::done() {
  const Json driver = {{"name", "plumbline"},
                       {"version", program_version},
                       {"semanticVersion", program_version},
                       {"rules", std::move(rules_)}};
  return {{"tool", {{"driver", driver}}}, {"results", std::move(results_)}};
}

}  // namespace

std::string render_report_sarif(const Report& report) {
  SarifRun run(report);
  for (const MigrationStatus* migration : told_beside_findings(report)) run.add(*migration);
  for (const Change& change : changes_beside_findings(report)) run.add(change);
  for (const Finding& finding : report.findings) run.add(finding);
  for (const AcceptedFinding& accepted : report.accepted) run.add(accepted);
  return to_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({run.done()})}});
}

}  // namespace plumbline
