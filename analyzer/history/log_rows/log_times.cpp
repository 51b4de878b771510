#include "analyzer/history/log_rows/log_times.hpp"

#include <algorithm>
#include <boost/regex.hpp>
#include <chrono>
#include <map>

namespace plumbline {

namespace {

const char* const epoch_s = "CAST(strftime('%s','now') AS INTEGER)";
/// 'now' is one moment throughout a statement, so seconds and their fraction fit.
const char* const epoch_ms =
    "(CAST(strftime('%s','now') AS INTEGER)*1000+CAST(substr(strftime('%f','now'),4) AS INTEGER))";

std::string strftime_now(const std::string& format) { return "strftime('" + format + "','now')"; }

/// SQLite counts milliseconds; what is finer is filled up.
std::string text_form(const std::string& separator, int fraction, const std::string& zone) {
  const std::string day = "%Y-%m-%d" + separator;
  if (fraction == 0) return strftime_now(day + "%H:%M:%S" + zone);
  if (fraction <= 3) return strftime_now(day + "%H:%M:%f" + zone);
  const std::string fill(static_cast<std::size_t>(fraction - 3), '0');
  return strftime_now(day + "%H:%M:%f" + fill + zone);
}

const std::map<std::string, std::string>& forms() {
  static const std::map<std::string, std::string> all = {
      {"epoch_s", epoch_s},
      {"epoch_ms", epoch_ms},
      {"epoch_us", epoch_ms + std::string("*1000")},
      {"iso_ms_z", text_form("T", 3, "Z")},
      {"space_s", text_form(" ", 0, "")},
      {"space_ms", text_form(" ", 3, "")},
      {"space_us", text_form(" ", 6, "")},
      // DbUp writes the local time of the machine.
      {"space_7", "strftime('%Y-%m-%d %H:%M:%f0000','now','localtime')"},
      {"rfc3339_nano", text_form("T", 9, "Z")},
      {"t_s", text_form("T", 0, "")},
      // Go leaves out the zeros at the end of a fraction.
      {"go", "rtrim(rtrim(" + text_form(" ", 3, "") + ",'0'),'.')||'+00:00'"},
      {"py", text_form(" ", 6, "+00:00")}};
  return all;
}

}  // namespace

std::optional<std::string> sql_of_now(const std::string& form) {
  const auto found = forms().find(form);
  return found == forms().end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> sql_of_now_like(const std::string& example) {
  static const std::map<std::size_t, const char*> numbers = {
      {10, "epoch_s"}, {13, "epoch_ms"}, {16, "epoch_us"}};
  const bool digits = std::ranges::all_of(example, [](char c) { return c >= '0' && c <= '9'; });
  if (digits) {
    const auto form = numbers.find(example.size());
    return form == numbers.end() ? std::nullopt : sql_of_now(form->second);
  }
  static const boost::regex text(
      R"(\d{4}-\d\d-\d\d([ T])\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?)");
  boost::smatch parts;
  if (!boost::regex_match(example, parts, text)) return std::nullopt;
  const std::string zone = parts[3].str();
  // Ours is UTC, whatever the zone of the example is.
  return text_form(parts[1].str(), static_cast<int>(parts[2].length()),
                   zone.size() > 1 ? "+00:00" : zone);
}

std::optional<std::string> epoch_ms_of(const std::string& digits) {
  static const boost::regex form(R"((\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*)");
  boost::smatch part;
  if (!boost::regex_match(digits, part, form)) return std::nullopt;
  const auto number = [&](int i) { return std::stoi(part[i].str()); };
  using std::chrono::sys_days, std::chrono::year, std::chrono::month, std::chrono::day;
  const auto date = year(number(1)) / month(static_cast<unsigned>(number(2))) /
                    day(static_cast<unsigned>(number(3)));
  if (!date.ok()) return std::nullopt;
  const auto moment = sys_days(date) + std::chrono::hours(number(4)) +
                      std::chrono::minutes(number(5)) + std::chrono::seconds(number(6));
  return std::to_string(
      std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count());
}

}  // namespace plumbline
