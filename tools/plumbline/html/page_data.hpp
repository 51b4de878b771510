#pragma once
// What the templates of the page are filled with.
#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline {

/// A template looks names up in all that is around them: whatever it asks for has to be set.
using PageData = kainjow::mustache::data;

/// Text that stays text: what is not UTF-8 is replaced, what would turn the writing or is no
/// character is spelled out. `{{name}}` in a template escapes what HTML would obey.
std::string page_text(std::string_view text);
PageData text_data(std::string_view text);

/// An object with these fields.
PageData fields(std::vector<std::pair<const char*, PageData>> values);

/// A list with what `make` makes of each value.
template <class Values, class Make>
PageData list_data(const Values& values, Make make) {
  PageData list(PageData::type::list);
  for (const auto& value : values) list.push_back(make(value));
  return list;
}

/// SQL, or a command, in a block to be copied: the fields of code.mustache.
PageData code_data(std::string_view code);

/// The same text with a capital at its front.
std::string sentence(std::string text);

}  // namespace plumbline
