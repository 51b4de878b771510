#include "analyzer/history/files/order_migrations.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <numeric>
#include <set>
#include <string_view>

#include "analyzer/declare/utf8.hpp"

namespace plumbline {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view leading_digits(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Numbers of any length: without leading zeros the longer one is the greater one.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

/// v2/a before v10/a: runs of digits count as numbers.
std::strong_ordering compare_naturally(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view left = leading_digits(a);
    const std::string_view right = leading_digits(b);
    const bool numbers = !left.empty() && !right.empty();
    const auto order = numbers ? compare_numbers(left, right) : a[0] <=> b[0];
    if (order != 0) return order;
    a.remove_prefix(numbers ? left.size() : 1);
    b.remove_prefix(numbers ? right.size() : 1);
  }
  return a.size() <=> b.size();
}

const std::string& field(const MigrationFile& file, const std::string& name) {
  static const std::string none;
  const auto found = file.migration.fields.find(name);
  return found == file.migration.fields.end() ? none : found->second;
}

bool plainly(const MigrationFile& a, const MigrationFile& b) {
  auto order = compare_numbers(leading_digits(a.path), leading_digits(b.path));
  if (order == 0) order = compare_naturally(a.path, b.path);
  return order != 0 ? order < 0 : a.path < b.path;
}

std::u16string utf16(const std::string& text) {
  std::u16string units;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint point = decode_utf8(text, at);
    if (point.length == 0) point = {0xFFFD, 1};
    if (point.value >= 0x10000) {
      units += static_cast<char16_t>(0xD7C0 + (point.value >> 10));
      units += static_cast<char16_t>(0xDC00 + (point.value & 0x3FF));
    } else {
      units += static_cast<char16_t>(point.value);
    }
    at += point.length;
  }
  return units;
}

/// Folder by folder: numbered ones first, by number, then by name.
std::strong_ordering compare_by_prefix(std::string_view a, std::string_view b) {
  const std::string_view left = leading_digits(a);
  const std::string_view right = leading_digits(b);
  if (left.empty() != right.empty()) return left.empty() <=> right.empty();
  const auto order = compare_numbers(left, right);
  if (order != 0) return order;
  const std::size_t left_end = std::min(a.find('/'), a.size());
  const std::size_t right_end = std::min(b.find('/'), b.size());
  const auto names = a.substr(0, left_end) <=> b.substr(0, right_end);
  if (names != 0 || left_end == a.size() || right_end == b.size()) return names;
  return compare_by_prefix(a.substr(left_end + 1), b.substr(right_end + 1));
}

/// Flyway: 1.2 < 1.10, 1_2 is 1.2, 1.0 is 1.
std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const std::size_t left = std::min(a.find_first_of("._"), a.size());
    const std::size_t right = std::min(b.find_first_of("._"), b.size());
    const auto order = compare_numbers(a.substr(0, left), b.substr(0, right));
    if (order != 0) return order;
    a.remove_prefix(std::min(left + 1, a.size()));
    b.remove_prefix(std::min(right + 1, b.size()));
  }
  return std::strong_ordering::equal;
}

/// Repeatable scripts have no version and run behind all others.
std::strong_ordering compare_flyway(const MigrationFile& a, const MigrationFile& b) {
  const std::string& left = field(a, "version");
  const std::string& right = field(b, "version");
  if (left.empty() != right.empty()) return left.empty() <=> right.empty();
  return compare_versions(left, right);
}

std::string last_13(const std::string& key) {
  return key.size() > 13 ? key.substr(key.size() - 13) : key;
}

std::strong_ordering compare_as(const Runner& runner, const MigrationFile& a,
                                const MigrationFile& b) {
  const std::string& left = a.migration.key;
  const std::string& right = b.migration.key;
  switch (runner.order) {
    case MigrationOrder::name:
      // dbmate and Atlas keep the version alone, and sort by the whole name.
      return runner.file_key == "{version}" ? a.path <=> b.path : left <=> right;
    case MigrationOrder::utf16:
      return utf16(left) <=> utf16(right);
    case MigrationOrder::numeric:
      return compare_numbers(field(a, "version"), field(b, "version"));
    case MigrationOrder::numeric_prefix:
      return compare_by_prefix(a.path, b.path);
    case MigrationOrder::last_13_digits:
      return compare_numbers(last_13(left), last_13(right));
    case MigrationOrder::dotted_version:
      return compare_flyway(a, b);
    case MigrationOrder::journal:
    case MigrationOrder::graph:
    case MigrationOrder::code:
      return std::strong_ordering::equal;
  }
  return std::strong_ordering::equal;
}

/// A stable sort that moves no file until it knows where to.
template <typename Less>
void sort_keeping_ties(std::vector<MigrationFile>& files, const Less& less) {
  std::vector<std::size_t> order(files.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    if (less(files[a], files[b])) return true;
    return !less(files[b], files[a]) && a < b;
  });
  std::vector<MigrationFile> sorted;
  sorted.reserve(files.size());
  for (const std::size_t index : order) sorted.push_back(std::move(files[index]));
  files = std::move(sorted);
}

/// How many parents each file waits for, and who waits for a key. Parents that are not there keep
/// nobody waiting.
struct Waiting {
  std::vector<std::size_t> parents;
  std::multimap<std::string, std::size_t> children;
};
Waiting waiting_in(const std::vector<MigrationFile>& files) {
  Waiting waiting{std::vector<std::size_t>(files.size(), 0), {}};
  std::set<std::string> keys;
  for (const MigrationFile& file : files) keys.insert(file.migration.key);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::set<std::string> parents(files[i].parents.begin(), files[i].parents.end());
    for (const std::string& parent : parents) {
      if (!keys.contains(parent)) continue;
      ++waiting.parents[i];
      waiting.children.emplace(parent, i);
    }
  }
  return waiting;
}

/// Parents first; among those that are ready the smallest key.
std::vector<std::string> order_by_graph(std::vector<MigrationFile>& files) {
  sort_keeping_ties(files, [](const MigrationFile& a, const MigrationFile& b) {
    return a.migration.key < b.migration.key;
  });
  Waiting waiting = waiting_in(files);
  std::set<std::size_t> ready;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (waiting.parents[i] == 0) ready.insert(i);
  }
  std::vector<MigrationFile> ordered;
  std::vector<bool> taken(files.size(), false);
  while (!ready.empty()) {
    const std::size_t next = ready.extract(ready.begin()).value();
    taken[next] = true;
    const auto [first, last] = waiting.children.equal_range(files[next].migration.key);
    for (auto child = first; child != last; ++child) {
      if (--waiting.parents[child->second] == 0) ready.insert(child->second);
    }
    waiting.children.erase(first, last);  // of two files with one key the first lets them go
    ordered.push_back(std::move(files[next]));
  }
  std::vector<std::string> circle;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (taken[i]) continue;
    circle.push_back(files[i].migration.key);
    ordered.push_back(std::move(files[i]));
  }
  files = std::move(ordered);
  return circle;
}

}  // namespace

bool comes_before(const Runner& runner, std::string_view version, std::string_view other) {
  if (runner.order == MigrationOrder::dotted_version) return compare_versions(version, other) < 0;
  if (runner.order == MigrationOrder::numeric) return compare_numbers(version, other) < 0;
  return version < other;
}

void order_plainly(std::vector<MigrationFile>& files) { std::ranges::sort(files, plainly); }

std::vector<std::string> order_as(const Runner& runner, std::vector<MigrationFile>& files) {
  if (runner.order == MigrationOrder::graph) return order_by_graph(files);
  sort_keeping_ties(files, [&](const MigrationFile& a, const MigrationFile& b) {
    return compare_as(runner, a, b) < 0;
  });
  return {};
}

}  // namespace plumbline
