#pragma once
// A value as a database stores it, down to the byte and the bit.
#include <compare>
#include <cstdint>
#include <string>

namespace plumbline {

struct StoredValue {
  enum class Kind { null, integer, real, text, blob };  // https://sqlite.org/datatype3.html
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string bytes;  ///< of a text, in the encoding of its database, or a blob

  bool operator==(const StoredValue&) const = default;
};

}  // namespace plumbline
