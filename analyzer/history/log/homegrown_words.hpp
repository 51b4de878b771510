#pragma once
// What the columns of a home-grown log are called, as seen in public code.
#include <string>
#include <string_view>

namespace plumbline {

enum class ColumnRole {
  unknown,       ///< no column of a log
  name,          ///< says by itself what it is: migration_name, filename, …
  version,       ///< version
  weak_name,     ///< name, key, tag, title: anything has one
  id,            ///< id
  applied_time,  ///< applied_at, executed_at, …
  weak_time,     ///< created_at, timestamp, …
  checksum,      ///< checksum, hash, sha256, …
  success,       ///< 1 where it went well
  dirty,         ///< 1 where it did not
  status,        ///< a word
  undone_time,   ///< rolled_back_at: set where the row says nothing any more
  detail,        ///< duration_ms, description, batch, …
};

/// ASCII case and underscores do not count: appliedAt is applied_at.
ColumnRole role_of(std::string_view column);

}  // namespace plumbline
