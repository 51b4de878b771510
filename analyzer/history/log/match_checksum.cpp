#include "analyzer/history/log/match_checksum.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool says_nothing(const ChecksumRule& rule, const std::string& stored) {
  return stored.empty() || std::ranges::count(rule.unknown, stored) > 0;
}

bool in_hexadecimal(const ChecksumRule& rule) {
  return rule.encoding == "hex" || rule.encoding == "blob" || rule.encoding == "versioned_hex";
}

bool same_text(const ChecksumRule& rule, const std::string& a, const std::string& b) {
  return in_hexadecimal(rule) ? equal_folded(a, b) : a == b;
}

/// Prisma once printed each byte without its leading zero:
/// https://github.com/prisma/prisma-engines/pull/1887.
std::string without_padding(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (hex[i] != '0') text += hex[i];
    text += hex[i + 1];
  }
  return text;
}

/// "9:" of "9:e798…": the version of the algorithm. Empty where the rule has none.
std::string version_of(const ChecksumRule& rule, const std::string& checksum) {
  if (rule.encoding != "versioned_hex") return "";
  return checksum.substr(0, checksum.find(':') + 1);
}

bool among(const ChecksumRule& rule, const std::vector<std::string>& checksums,
           const std::string& stored) {
  return std::ranges::any_of(
      checksums, [&](const std::string& checksum) { return same_text(rule, checksum, stored); });
}

/// The first of the migration's checksums in that version of the algorithm.
std::string in_version(const ChecksumRule& rule, const Migration& migration,
                       const std::string& version) {
  if (version_of(rule, migration.checksum) == version) return migration.checksum;
  for (const std::string& checksum : migration.cosmetic_checksums) {
    if (version_of(rule, checksum) == version) return checksum;
  }
  return "";
}

bool declared_valid(const Migration& migration, const std::string& stored) {
  return std::ranges::any_of(migration.valid_checksums, [&](const std::string& valid) {
    return valid == "any" || valid == "1:any" || equal_folded(valid, stored);
  });
}

}  // namespace

bool checksum_runs_on(const Runner& runner) {
  return runner.checksum && runner.checksum->input == "atlas";
}

ChecksumAnswer compare_checksum(const Runner& runner, const LogRecord& record,
                                const Migration& migration) {
  // A hash of the name (yoyo) says nothing about the text.
  if (!runner.checksum || runner.checksum->input == "key") return ChecksumAnswer::not_kept;
  const ChecksumRule& rule = *runner.checksum;
  const std::string& stored = record.checksum;
  if (says_nothing(rule, stored)) return ChecksumAnswer::not_comparable;
  if (declared_valid(migration, stored)) return ChecksumAnswer::same;
  const std::string checksum = in_version(rule, migration, version_of(rule, stored));
  if (checksum.empty()) return ChecksumAnswer::not_comparable;
  if (same_text(rule, stored, checksum)) return ChecksumAnswer::same;
  if (among(rule, migration.cosmetic_checksums, stored)) return ChecksumAnswer::cosmetic_edit;
  if (!rule.encoding.starts_with("decimal") && stored.size() != checksum.size()) {
    return equal_folded(stored, without_padding(checksum)) ? ChecksumAnswer::same
                                                           : ChecksumAnswer::not_comparable;
  }
  return ChecksumAnswer::edited;
}

std::string checksum_like(const Runner& runner, const std::vector<LogRecord>& records,
                          const Migration& migration) {
  if (!runner.checksum) return migration.checksum;
  const ChecksumRule& rule = *runner.checksum;
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (says_nothing(rule, record->checksum)) continue;
    return in_version(rule, migration, version_of(rule, record->checksum));
  }
  return migration.checksum;
}

}  // namespace plumbline
