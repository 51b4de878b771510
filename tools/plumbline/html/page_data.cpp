#include "tools/plumbline/html/page_data.hpp"

#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

std::string page_text(std::string_view text) { return valid_utf8(visible(text)); }

PageData text_data(std::string_view text) { return PageData(page_text(text)); }

PageData fields(std::vector<std::pair<const char*, PageData>> values) {
  PageData data;
  for (auto& [name, value] : values) data[name] = std::move(value);
  return data;
}

PageData code_data(std::string_view code) {
  std::string block = valid_utf8(sql_block(code));
  if (block.ends_with('\n')) block.pop_back();
  return fields({{"code", PageData(block)}, {"exact", PageData(is_shown_as_it_is(code))}});
}

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

}  // namespace plumbline
