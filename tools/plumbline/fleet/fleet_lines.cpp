#include "tools/plumbline/fleet/fleet_lines.hpp"

#include <algorithm>
#include <set>

#include "model/error.hpp"
#include "tools/plumbline/fleet/fleet_json.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

constexpr const char* format_of_lines = "plumbline.fleet-lines/1";

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

FleetFile file_of(const Json& json) {
  FleetFile file;
  file.path = bytes_of_json(json.at("file"));
  file.stamp = json.at("stamp");
  file.answer = json.value("answer", std::string());
  file.error = json.value("error", std::string());
  file.note = json.value("note", std::string());
  return file;
}

/// Of the same answer the one whose file comes first is kept, whoever had it first.
void take(FleetAnswer answer, std::map<std::string, FleetAnswer>& answers) {
  const auto known = answers.find(answer.id);
  if (known == answers.end()) {
    answers.emplace(answer.id, std::move(answer));
  } else if (std::tie(answer.of, answer.each, answer.report, answer.headline) <
             std::tie(known->second.of, known->second.each, known->second.report,
                      known->second.headline)) {
    known->second = std::move(answer);
  }
}

class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  void take_line(std::string_view line) {
    ++number_;
    try {
      take_json(Json::parse(line));
    } catch (const Json::exception&) {
      throw fault("is no line that plumbline audit --format jsonl has written");
    }
  }

  /// A run that was killed has no end.
  void close() {
    if (open_) unfinished("an audit was stopped before its end");
  }

  void unfinished(const std::string& why) {
    fleet.complete = false;
    fleet.why = fleet.why.empty() ? why : std::min(fleet.why, why);
    open_ = false;
  }

  bool has_header() const { return begun_; }

  Fleet fleet;

 private:
  Error fault(const std::string& what) const {
    return {Error::Kind::unreadable, {name_, number_, 0}, what};
  }

  void take_json(const Json& json) {
    if (json.contains("format")) return take_header(json);
    if (!begun_) throw fault("is not a line of an audit: its first has a format");
    if (json.contains("answer") && json.at("answer").is_object()) {
      take(answer_of_json(json.at("answer")), fleet.answers);
    } else if (json.contains("file")) {
      fleet.files.push_back(file_of(json));
    } else if (json.contains("end")) {
      take_end(json.at("end"));
    } else {
      throw fault("is neither an answer, nor a file, nor an end");
    }
  }

  void take_header(const Json& json) {
    if (json.at("format") != format_of_lines) {
      throw fault("its format is " + json.at("format").dump() + ", not " + format_of_lines);
    }
    close();
    const std::string question = json.at("question");
    if (begun_ && question != fleet.question) {
      throw fault(
          "begins the answer to another question than the lines before it: same "
          "migrations, same target, same flags");
    }
    fleet.question = question;
    fleet.by_data = json.at("data");
    begun_ = open_ = true;
  }

  void take_end(const Json& end) {
    if (!end.at("complete").get<bool>()) unfinished(end.at("why"));
    fleet.left += end.at("left").get<std::int64_t>();
    open_ = false;
  }

  const std::string& name_;
  int number_ = 0;
  bool begun_ = false;
  bool open_ = false;  ///< no end is there yet
};

/// By path, each once; answers that no file has any more go.
void tidy(Fleet& fleet) {
  std::ranges::sort(fleet.files);
  const auto repeated = std::ranges::unique(fleet.files);
  fleet.files.erase(repeated.begin(), repeated.end());
  std::set<std::string> used;
  for (const FleetFile& file : fleet.files) used.insert(file.answer);
  std::erase_if(fleet.answers, [&](const auto& entry) { return !used.contains(entry.first); });
}

}  // namespace

std::string line_of_header(const Fleet& fleet) {
  return line_of(Json{{"format", format_of_lines},
                      {"plumbline", program_version},
                      {"question", fleet.question},
                      {"data", fleet.by_data}});
}

std::string line_of(const FleetAnswer& answer) {
  return line_of(Json{{"answer", json_of(answer)}});
}

std::string line_of(const FleetFile& file) {
  Json json = {{"file", json_of_bytes(file.path)}, {"stamp", file.stamp}};
  if (!file.answer.empty()) json["answer"] = file.answer;
  if (!file.error.empty()) json["error"] = file.error;
  if (!file.note.empty()) json["note"] = file.note;
  return line_of(json);
}

std::string line_of_end(const Fleet& fleet) {
  return line_of(
      Json{{"end", {{"complete", fleet.complete}, {"left", fleet.left}, {"why", fleet.why}}}});
}

std::string render_fleet_lines(const Fleet& fleet) {
  std::string text = line_of_header(fleet);
  std::set<std::string> told;
  for (const FleetFile& file : fleet.files) {
    const auto answer = fleet.answers.find(file.answer);
    if (answer != fleet.answers.end() && told.insert(file.answer).second) {
      text += line_of(answer->second);
    }
    text += line_of(file);
  }
  return text + line_of_end(fleet);
}

Fleet read_fleet_lines(std::string_view text, const std::string& name) {
  Reader reader(name);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    reader.take_line(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  reader.close();
  if (!reader.has_header()) {
    throw Error(Error::Kind::unreadable, {name, 0, 0},
                "holds no audit: plumbline audit --format jsonl -o FILE writes one");
  }
  if (!text.empty()) reader.unfinished("an audit was stopped within a line");
  tidy(reader.fleet);
  return std::move(reader.fleet);
}

Fleet merged(Fleet fleet, Fleet more, const std::string& name) {
  if (fleet.question != more.question) {
    throw Error(Error::Kind::unreadable, {name, 0, 0},
                "answers another question than the lines before it: same migrations, same target, "
                "same flags");
  }
  for (auto& [id, answer] : more.answers) take(std::move(answer), fleet.answers);
  std::ranges::move(more.files, std::back_inserter(fleet.files));
  fleet.left += more.left;
  fleet.complete = fleet.complete && more.complete;
  if (fleet.why.empty() || (!more.why.empty() && more.why < fleet.why)) fleet.why = more.why;
  tidy(fleet);
  return fleet;
}

}  // namespace plumbline
