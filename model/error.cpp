#include "model/error.hpp"

namespace plumbline {

std::string to_string(const SourcePosition& where) {
  std::string result = where.file;
  if (where.line > 0) result += ":" + std::to_string(where.line);
  if (where.line > 0 && where.column > 0) result += ":" + std::to_string(where.column);
  return result;
}

namespace {
std::string placed(const SourcePosition& where, const std::string& what) {
  const std::string place = to_string(where);
  return place.empty() ? what : place + ": " + what;
}
}  // namespace

Error::Error(Kind kind, SourcePosition where, const std::string& what)
    : std::runtime_error(placed(where, what)),
      kind_(kind),
      where_(std::move(where)),
      message_(what) {}

std::string to_string(Error::Kind kind) {
  switch (kind) {
    case Error::Kind::usage:
      return "usage";
    case Error::Kind::unreadable:
      return "unreadable";
    case Error::Kind::not_a_database:
      return "not-a-database";
    case Error::Kind::bad_sql:
      return "bad-sql";
    case Error::Kind::bad_yaml:
      return "bad-yaml";
    case Error::Kind::unsupported:
      return "unsupported";
    case Error::Kind::failed:
      return "failed";
  }
  return "failed";
}

}  // namespace plumbline
