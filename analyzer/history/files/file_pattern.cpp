#include "analyzer/history/files/file_pattern.hpp"

#include <algorithm>
#include <boost/regex.hpp>
#include <string_view>
#include <vector>

#include "model/error.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

boost::regex compiled(const std::string& pattern) {
  try {
    return boost::regex(pattern);
  } catch (const boost::regex_error& error) {
    throw Error(Error::Kind::failed, {}, "the pattern " + pattern + ": " + error.what());
  }
}

/// Boost.Regex finds a group by its name, and does not list the names.
std::vector<std::string> group_names(const std::string& pattern) {
  std::vector<std::string> names;
  for (std::size_t at = pattern.find("(?<"); at != std::string::npos;
       at = pattern.find("(?<", at + 1)) {
    const std::size_t begin = at + 3;
    const bool look_behind = pattern[begin] == '=' || pattern[begin] == '!';
    if (!look_behind) names.push_back(pattern.substr(begin, pattern.find('>', begin) - begin));
  }
  return names;
}

bool glob_from(std::string_view path, std::string_view glob) {
  if (glob.empty()) return path.empty();
  if (glob.starts_with("**/")) {
    const std::size_t slash = path.find('/');
    return glob_from(path, glob.substr(3)) ||
           (slash != std::string_view::npos && glob_from(path.substr(slash + 1), glob));
  }
  if (glob[0] == '*') {
    return glob_from(path, glob.substr(1)) ||
           (!path.empty() && path[0] != '/' && glob_from(path.substr(1), glob));
  }
  const bool one = !path.empty() && (glob[0] == path[0] || (glob[0] == '?' && path[0] != '/'));
  return one && glob_from(path.substr(1), glob.substr(1));
}

std::string changed(const std::string& value, std::string_view how) {
  if (how == "int") {
    const std::size_t first = std::min(value.find_first_not_of('0'), value.size());
    return first == value.size() && !value.empty() ? "0" : value.substr(first);
  }
  if (how == "lower") return ascii_lower(value);
  if (how != "nodash") return value;
  std::string kept;
  std::ranges::copy_if(value, std::back_inserter(kept), [](char c) { return c != '-'; });
  return kept;
}

/// Calls `take` with the text before each {name:how}, the name and the how; the name is empty
/// behind the last.
template <typename Take>
void for_each_part(const std::string& text, const Take& take) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = text.find('}', std::min(open, text.size()));
    if (close == std::string::npos) break;
    const std::string inside = text.substr(open + 1, close - open - 1);
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    const std::string how = colon < inside.size() ? inside.substr(colon + 1) : "";
    take(text.substr(at, open - at), inside.substr(0, colon), how);
    at = close + 1;
  }
  take(text.substr(at), "", "");
}

}  // namespace

struct FilePattern::Compiled {
  std::string glob;
  std::optional<boost::regex> regex, not_regex;
  std::vector<std::string> names;
};

FilePattern::FilePattern(const FileRule& rule) {
  auto made = std::make_shared<Compiled>();
  made->glob = rule.glob;
  if (!rule.regex.empty()) made->regex = compiled(rule.regex);
  if (!rule.not_regex.empty()) made->not_regex = compiled(rule.not_regex);
  made->names = group_names(rule.regex);
  compiled_ = std::move(made);
}

std::optional<Fields> FilePattern::match(const std::string& path) const {
  const bool by_glob = compiled_->glob.empty() || fits_glob(path, compiled_->glob);
  if (!by_glob || leaves_out(path)) return std::nullopt;
  Fields fields = fields_of_path(path);
  if (!compiled_->regex) return fields;
  boost::smatch groups;
  if (!boost::regex_search(path, groups, *compiled_->regex)) return std::nullopt;
  for (const std::string& name : compiled_->names) fields[name] = groups[name].str();
  return fields;
}

bool FilePattern::leaves_out(const std::string& path) const {
  return compiled_->not_regex && boost::regex_search(path, *compiled_->not_regex);
}

Fields fields_of_path(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
  return {{"path", path},
          {"file", file},
          {"stem", file.substr(0, file.rfind('.'))},
          {"dir", slash == std::string::npos ? "" : path.substr(0, slash)}};
}

bool fits_glob(const std::string& path, const std::string& glob) { return glob_from(path, glob); }

std::string fill_template(const std::string& text, const Fields& fields) {
  std::string result;
  for_each_part(text,
                [&](const std::string& before, const std::string& name, std::string_view how) {
                  result += before;
                  const auto found = fields.find(name);
                  if (found != fields.end()) result += changed(found->second, how);
                });
  return result;
}

bool has_fields_of(const std::string& text, const Fields& fields) {
  bool all = true;
  for_each_part(text, [&](const std::string&, const std::string& name, std::string_view) {
    all = all && (name.empty() || fields.contains(name));
  });
  return all;
}

}  // namespace plumbline
