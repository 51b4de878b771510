#pragma once
// Runner.insert and Runner.remove filled in for one migration.
#include <string>
#include <vector>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

/// The statements of `text`, its {words} replaced by SQL. Throws Error(failed) for a word that is
/// unknown or has no value.
std::vector<std::string> fill_template(const LogContext& context, const std::string& text,
                                       std::size_t index);

/// The {words} of a template in their order, each once.
std::vector<std::string> words_of_template(const std::string& text);

/// The columns that an INSERT template fills, without quotes; none where it is no such template.
std::vector<std::string> columns_of_template(const std::string& text);

}  // namespace plumbline
