#pragma once
// JSON written straight to text, in the layout of to_text() in json_values.hpp. For answers that
// are as large as the schema: building a tree of one first takes several times as long.
#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline {

class JsonWriter {
 public:
  /// A key is empty inside an array.
  void begin_object(std::string_view key = "") { begin(key, '{'); }
  void end_object() { end('}'); }
  void begin_array(std::string_view key = "") { begin(key, '['); }
  void end_array() { end(']'); }

  /// What is not UTF-8 becomes U+FFFD.
  void add_text(std::string_view key, std::string_view value);
  void add_flag(std::string_view key, bool value);
  void add_number(std::string_view key, std::int64_t value);

  /// The document; the writer is empty afterwards.
  std::string done();

 private:
  void begin(std::string_view key, char bracket);
  void end(char bracket);
  void begin_value(std::string_view key);

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing is in the innermost object or array yet
};

}  // namespace plumbline
