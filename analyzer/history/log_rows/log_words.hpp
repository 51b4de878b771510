#pragma once
// The {words} of a row's template: what each stands for, as SQL.
#include <optional>
#include <string>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

/// The SQL of one word ("key", "now:iso_ms_z", "name:spaces") for migration `index`; nothing where
/// it is unknown or has no value.
std::optional<std::string> sql_of_word(const LogContext& context, const std::string& word,
                                       std::size_t index);

}  // namespace plumbline
