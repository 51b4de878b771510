#pragma once
// A database with made-up rows, on which it can be tried whether undoing brings all of them back.
#include <set>
#include <string>

#include "analyzer/source.hpp"

namespace plumbline {

/// `base` with `rows` rows in every table that takes them; every third is left at its defaults and
/// NULLs.
Source made_up(Source base, int rows, const std::set<Identifier>& left_out);

/// The first table whose rows, or whose AUTOINCREMENT mark, are not in both: "the rows of users".
/// Empty where nothing that `before` has is missing or changed.
std::string what_differs(const Connection& before, const Connection& after,
                         std::set<Identifier> left_out);

}  // namespace plumbline
