#include "tools/plumbline/json_writer.hpp"

#include <algorithm>

#include "tools/plumbline/json_values.hpp"

namespace plumbline {

namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

/// The letter behind the backslash for what SQL text commonly holds; 0 for all else.
char escape_letter(char c) {
  if (c == '\n') return 'n';
  if (c == '\t') return 't';
  return c == '"' || c == '\\' ? c : '\0';
}

void append_string(std::string& out, std::string_view text) {
  const auto is_simple = [](char c) { return is_plain(c) || escape_letter(c) != '\0'; };
  if (!std::ranges::all_of(text, is_simple)) {
    out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  out += '"';
  while (!text.empty()) {
    const auto plain =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    (out += '\\') += escape_letter(text.front());
    text.remove_prefix(1);
  }
  out += '"';
}

}  // namespace

void JsonWriter::begin_value(std::string_view key) {
  if (!first_) text_ += ',';
  if (depth_ > 0) text_ += '\n';
  text_.append(2 * depth_, ' ');
  first_ = false;
  if (key.empty()) return;
  ((text_ += '"') += key) += "\": ";
}

void JsonWriter::begin(std::string_view key, char bracket) {
  begin_value(key);
  text_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) (text_ += '\n').append(2 * depth_, ' ');
  text_ += bracket;
  first_ = false;
}

void JsonWriter::add_text(std::string_view key, std::string_view value) {
  begin_value(key);
  append_string(text_, value);
}

void JsonWriter::add_flag(std::string_view key, bool value) {
  begin_value(key);
  text_ += value ? "true" : "false";
}

void JsonWriter::add_number(std::string_view key, std::int64_t value) {
  begin_value(key);
  text_ += std::to_string(value);
}

std::string JsonWriter::done() {
  std::string result = std::move(text_) + "\n";
  *this = JsonWriter();
  return result;
}

}  // namespace plumbline
