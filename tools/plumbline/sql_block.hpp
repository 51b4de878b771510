#pragma once
// SQL to be read and to be copied.
#include <string>
#include <string_view>

namespace plumbline {

/// On one line, its end left out where it is long.
std::string shortened_sql(std::string_view sql);

/// Line by line, each ended, what plays tricks on a terminal or a reader spelled out.
std::string sql_block(std::string_view sql);

/// Whether the block is the text itself, so that it may be copied and run.
bool is_shown_as_it_is(std::string_view sql);

}  // namespace plumbline
