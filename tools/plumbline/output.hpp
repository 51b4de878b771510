#pragma once
// Where answers go. All of it throws Error(failed) rather than lose an answer in silence.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

/// Occupies the places of standard streams that are closed, so that no database opened later gets
/// one of their numbers and is written to as if it were the output.
void hold_standard_streams();

/// Whether an answer could be written there at all: asked before the work, so that nothing is
/// applied to a database and then not told. `sources` are files that the answer must not replace.
void check_output(const std::string& output, const std::vector<std::string>& sources);

/// To the file `output`, or to standard output where it is empty. A file is written beside itself
/// and renamed, so that there is never half of it.
void write_output(const std::string& output, std::string_view text);

/// To standard error, where there is nobody to tell about a failure.
void write_error(std::string_view text);

/// What is worth knowing about how an answer was found, one line each, to standard error.
void tell_notes(const std::vector<std::string>& notes);

bool error_is_terminal();
bool colours_on_output(const std::string& output);
bool colours_on_error();

}  // namespace plumbline
