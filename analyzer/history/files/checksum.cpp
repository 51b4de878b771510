#include "analyzer/history/files/checksum.hpp"

#include <algorithm>
#include <boost/crc.hpp>
#include <charconv>

#include "analyzer/declare/utf8.hpp"
#include "analyzer/digest.hpp"
#include "analyzer/history/files/line_ends.hpp"

namespace plumbline {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string field(const Migration& migration, const std::string& name) {
  const auto found = migration.fields.find(name);
  return found == migration.fields.end() ? "" : found->second;
}

DigestKind digest_named(const std::string& algorithm) {
  if (algorithm == "md5") return DigestKind::md5;
  if (algorithm == "sha1") return DigestKind::sha1;
  return algorithm == "sha384" ? DigestKind::sha384 : DigestKind::sha256;
}

std::string digest_of(const ChecksumRule& rule, std::string_view bytes) {
  Digest digest(digest_named(rule.algorithm));
  digest.update(bytes);
  return rule.encoding == "base64" ? base64_of(digest.bytes()) : digest.hex();
}

/// CRC-32 over the lines without their ends, as a signed number. Source: Flyway's
/// ChecksumCalculator, https://github.com/flyway/flyway.
std::string flyway_checksum(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  boost::crc_32_type crc;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    crc.process_bytes(text.data(), end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::to_string(static_cast<std::int32_t>(crc.checksum()));
}

std::string little_endian(std::int64_t value, int bytes) {
  std::string result;
  for (int i = 0; i < bytes; ++i) result += static_cast<char>(value >> (8 * i) & 0xFF);
  return result;
}

/// Rust's Hash of (name, version, sql); `bytes` is the size of the version, which the feature
/// int8-versions doubles. Source: https://github.com/rust-db/refinery, refinery_core/src/runner.rs.
std::string refinery_checksum(const Migration& migration, std::string_view text, int bytes) {
  const std::string digits = field(migration, "version");
  std::int64_t version = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  std::string input = field(migration, "name") + "\xFF" + little_endian(version, bytes);
  input.append(text).append("\xFF");
  return std::to_string(siphash13(input));
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Liquibase ≥ 4.22: white space does not count at all.
std::string liquibase_9(std::string_view sql) {
  std::string kept;
  std::ranges::copy_if(sql, std::back_inserter(kept), [](char c) { return !is_space(c); });
  return "9:" + digest_hex(DigestKind::md5, "9:" + digest_hex(DigestKind::md5, kept) + ":");
}

/// Before: runs of white space count as one space, and so do the values of endDelimiter,
/// splitStatements and stripComments ("null:true:true:" where nothing is said).
std::string liquibase_8(std::string_view sql, const std::string& splitting) {
  std::string kept;
  for (const char c : sql) {
    if (!is_space(c)) {
      kept += c;
    } else if (!kept.empty() && kept.back() != ' ') {
      kept += ' ';
    }
  }
  if (kept.ends_with(' ')) kept.pop_back();
  const std::string said = splitting.empty() ? "null:true:true:" : splitting;
  const std::string inner = digest_hex(DigestKind::md5, said + kept);
  return "8:" + digest_hex(DigestKind::md5, "8:" + inner + ":");
}

/// The checksum that the runner of today computes, and others for the very same text.
std::vector<std::string> checksums_of(const ChecksumRule& rule, const Migration& migration,
                                      std::string_view text) {
  if (rule.algorithm == "crc32") return {flyway_checksum(text)};
  if (rule.algorithm == "siphash13") {
    return {refinery_checksum(migration, text, 4), refinery_checksum(migration, text, 8)};
  }
  if (rule.encoding == "versioned_hex") {
    return {liquibase_9(text), liquibase_8(text, field(migration, "splitting"))};
  }
  if (rule.input == "key") return {digest_of(rule, migration.key)};
  if (rule.input == "bytes" || !first_invalid_utf8(text)) return {digest_of(rule, text)};
  return {digest_of(rule, as_javascript_reads(text))};
}

void add_cosmetic(Migration& migration, const std::vector<std::string>& checksums) {
  for (const std::string& checksum : checksums) {
    if (checksum == migration.checksum) continue;
    if (std::ranges::count(migration.cosmetic_checksums, checksum) > 0) continue;
    migration.cosmetic_checksums.push_back(checksum);
  }
}

/// Atlas hashes on and on: names and texts of this file and all before it, so that a file that is
/// edited changes the sums of those behind it. Source: https://github.com/ariga/atlas,
/// sql/migrate/dir.go.
class AtlasSum {
 public:
  void add(const std::string& name, std::string_view text) {
    sum_.update(name);
    if (text.find("-- atlas:sum ignore") == std::string_view::npos) sum_.update(text);
  }
  std::string value() const { return base64_of(sum_.bytes()); }

 private:
  Digest sum_{DigestKind::sha256};
};

void fill_atlas_checksums(const std::vector<ChecksumSubject>& subjects) {
  AtlasSum as_is;
  AtlasSum with_lf;
  AtlasSum with_crlf;
  for (const auto& [migration, text] : subjects) {
    const std::string name = field(migration, "file");
    as_is.add(name, text);
    with_lf.add(name, with_line_ends(text, LineEnds::lf));
    with_crlf.add(name, with_line_ends(text, LineEnds::crlf));
    migration.checksum = as_is.value();
    add_cosmetic(migration, {with_lf.value(), with_crlf.value()});
  }
}

}  // namespace

std::string as_javascript_reads(std::string_view bytes) {
  static constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode_utf8(bytes, at);
    const std::size_t length = point.length > 0 ? point.length : broken_sequence(bytes, at);
    if (point.length > 0) {
      text += bytes.substr(at, length);
    } else {
      text += replacement;
    }
    at += length;
  }
  return text;
}

void fill_checksums(const ChecksumRule& rule, const std::vector<ChecksumSubject>& subjects) {
  if (rule.input.starts_with("atlas")) return fill_atlas_checksums(subjects);
  for (const auto& [migration, text] : subjects) {
    const std::vector<std::string> checksums = checksums_of(rule, migration, text);
    migration.checksum = checksums.front();
    add_cosmetic(migration, checksums);
    if (rule.input == "key") continue;  // says nothing about the text
    for (const std::string& variant : cosmetic_variants(text)) {
      add_cosmetic(migration, checksums_of(rule, migration, variant));
    }
  }
}

}  // namespace plumbline
