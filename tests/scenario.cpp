#include "tests/scenario.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "analyzer/sqlite/connection.hpp"
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace fs = std::filesystem;

ScenarioFolder::ScenarioFolder() : before_(fs::current_path()) {
  std::string pattern = (fs::temp_directory_path() / "plumbline-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw Error(Error::Kind::failed, {pattern, 0, 0}, "mkdtemp");
  folder_ = pattern;
  fs::current_path(folder_);
}

ScenarioFolder::~ScenarioFolder() {
  std::error_code ignored;
  fs::current_path(before_, ignored);
  fs::remove_all(folder_, ignored);
}

void make_database(const std::string& file, const std::string& sql) {
  fs::remove(file);
  std::ofstream(file).close();
  Connection::open_read_write("file:" + file, file).execute("PRAGMA synchronous=OFF;" + sql);
}

std::string read_bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string lay_out(const CaseFile& file) {
  make_database("live.db", file.text("live.sql"));
  const std::string target = file.has("target.yaml") ? "target.yaml" : "target.sql";
  std::ofstream(target, std::ios::binary) << file.text(target);
  return target;
}

namespace {

Command command_of(const CaseFile& file, const std::string& database, const std::string& target) {
  std::vector<std::string> words = {"repair", database, "--to", target};
  for (std::string& word : case_options(file)) words.push_back(std::move(word));
  const auto parsed = parse_command_line(words);
  if (const auto* reply = std::get_if<Reply>(&parsed)) {
    throw Error(Error::Kind::usage, {file.path.string(), 0, 0}, reply->text);
  }
  return std::get<Command>(parsed);
}

}  // namespace

Options options_of(const CaseFile& file) { return command_of(file, "live.db", "t.sql").options; }

CaseAnswer ask(const CaseFile& file, const std::string& database, const std::string& target) {
  const Options options = options_of(file);
  CaseAnswer answer;
  Report report = diff(database, target, options);
  answer.report = render_report_text(report, plain_style());
  Repair repaired = repair(database, target, options);
  answer.planning = std::move(repaired.planning);
  answer.compared = std::move(repaired.report);
  if (const Plan* plan = std::get_if<Plan>(&answer.planning)) {
    answer.script = render_plan_sql(*plan);
  } else {
    answer.refusal = render_refused(std::get<Refused>(answer.planning), plain_style());
    answer.exit_code = exit_code::refused;
  }
  return answer;
}

}  // namespace plumbline
