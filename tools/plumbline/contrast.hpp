#pragma once
// A change in the words of a report: what kind, of what, and the part that differs.
#include <string>
#include <string_view>

#include "model/change.hpp"

namespace plumbline {

/// "a → b" on one line. Of two long texts only the part that differs, with a few words around it:
/// a reader should never have to compare two statements by eye.
std::string contrast(std::string_view from, std::string_view to);

/// '+', '-' or '~'; '=' where the difference is cosmetic.
char mark_of(const Change& change);

/// What of its object changes: "column email: type", "unique"; empty for the whole object.
std::string aspect_of(const Change& change);

/// describe() on one line, made short by contrast() where it has two sides.
std::string detail_of(const Change& change);

/// "column email: type: TEXT → INTEGER", below a heading that names the object.
std::string line_of(const Change& change);

/// "3 differences (1 cosmetic)", "no differences".
std::string count_of(const std::vector<Change>& changes);

}  // namespace plumbline
