#pragma once
// Times as runners write them, as SQL that is computed when the script runs:
// https://sqlite.org/lang_datefunc.html
#include <optional>
#include <string>

namespace plumbline {

/// The SQL for a word of {now:…}: "iso_ms_z", "epoch_ms", "space_s", …; nothing for an unknown one.
std::optional<std::string> sql_of_now(const std::string& form);

/// The SQL for a time of now in the form of `example`, a time out of the log; nothing where that is
/// in no form we know.
std::optional<std::string> sql_of_now_like(const std::string& example);

/// UTC milliseconds of "20260101120000", as digits; nothing for other text.
std::optional<std::string> epoch_ms_of(const std::string& digits);

}  // namespace plumbline
