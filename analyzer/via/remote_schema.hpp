#pragma once
// The schema of a remote database, and its settings as far as they can be asked.
#include <cstdint>
#include <optional>

#include "analyzer/sqlite/schema_rows.hpp"
#include "analyzer/via/fetch_rows.hpp"

namespace plumbline {

struct RemoteSchema {
  SchemaRows rows;
  /// Nothing where it may not be asked: Cloudflare D1 refuses these PRAGMAs.
  std::optional<std::int64_t> user_version, application_id;
  std::optional<std::int64_t> bytes;  ///< of all pages
};

/// Throws what RowFetcher throws.
RemoteSchema ask_schema(Remote& remote);

/// What sqlite_schema is asked, as one table among others.
TableQuestion question_about_schema();

/// What to ask of the rows of a table.
TableQuestion question_about(const StoredTable& table);

/// The whole number in a text; nothing where it holds anything else.
std::optional<std::int64_t> integer_in(const std::string& text);

/// More than this is not fetched row by row.
constexpr std::int64_t most_bytes_fetched = std::int64_t{256} << 20;

}  // namespace plumbline
