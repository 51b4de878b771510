#pragma once
// Text as troff takes it literally: https://man.openbsd.org/mandoc_char.7
#include <string>
#include <string_view>

namespace plumbline {

/// Nothing in it is a command, and a hyphen stays the one that a shell understands.
std::string roff(std::string_view text);
std::string bold(std::string_view text);
std::string italic(std::string_view text);

/// One line to a macro: ".SH NAME".
std::string macro(const std::string& name, const std::string& arguments = "");

/// Lines that are shown as they are.
std::string example(std::string_view lines);

}  // namespace plumbline
