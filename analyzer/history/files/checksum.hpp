#pragma once
// What a runner's log would hold as the checksum of a file: over the file as it is on disk, before
// any placeholder is filled.
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

/// A migration and the text of its file (of its change set, where a file holds several).
struct ChecksumSubject {
  Migration& migration;
  std::string_view text;
};

/// Fills checksum and cosmetic_checksums of each. They come in the order of the runner: Atlas sums
/// over all files so far. Cosmetic are other line ends, a newline more or less at the end and a
/// byte order mark, and what an older or otherwise built version of the runner wrote for the same
/// text (Liquibase's "8:", refinery's 64-bit versions).
void fill_checksums(const ChecksumRule& rule, const std::vector<ChecksumSubject>& subjects);

/// The bytes a JavaScript runner hashes: what is not UTF-8 has become U+FFFD.
std::string as_javascript_reads(std::string_view bytes);

}  // namespace plumbline
