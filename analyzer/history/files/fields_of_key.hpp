#pragma once
// What a log row takes besides the key, where there is no file to read it off.
#include <map>
#include <string>
#include <string_view>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

/// The fields that Runner::file_key made `key` of, taken apart again: for "{app}.{stem}" and
/// "shop.0001_initial", app is "shop" and stem "0001_initial". Empty where the key does not say:
/// another form, or a template that loses something ("{version:nodash}").
std::map<std::string, std::string> fields_of_key(const Runner& runner, std::string_view key);

}  // namespace plumbline
