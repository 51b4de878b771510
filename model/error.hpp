#pragma once
// The one exception of the program: thrown where the world is touched, caught once in main.
// Domain outcomes (drift, refusal, "cannot tell") are return values, never errors.
#include <stdexcept>
#include <string>

namespace plumbline {

/// Where a problem sits. Lines and columns are 1-based; 0 means "not known".
struct SourcePosition {
  std::string file;
  int line = 0;
  int column = 0;
};

/// "migrations/0007_add_email.sql:12:3", "app.db", or "" where nothing is known.
std::string to_string(const SourcePosition& where);

class Error : public std::runtime_error {
 public:
  enum class Kind { usage, unreadable, not_a_database, bad_sql, bad_yaml, unsupported, failed };

  Error(Kind kind, SourcePosition where, const std::string& what);

  Kind kind() const { return kind_; }
  const SourcePosition& where() const { return where_; }
  /// The message without its place; what() has both.
  const std::string& message() const { return message_; }

 private:
  Kind kind_;
  SourcePosition where_;
  std::string message_;
};

/// "bad-sql": the spelling in JSON output.
std::string to_string(Error::Kind kind);

}  // namespace plumbline
