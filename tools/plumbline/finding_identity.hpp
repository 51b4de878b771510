#pragma once
// When two findings, of today and of some time ago, are one and the same.
#include <string>
#include <string_view>

#include "model/finding.hpp"

namespace plumbline {

/// What a message says, without what changes from day to day: numbers of rows and rowids, of
/// statements and lines, singular and plural, the folders of files. Names keep their digits: a
/// number goes only beside a word that says what is counted.
std::string gist_of(std::string_view message);

/// "index users_email on users": an object in one line, as baselines name it.
std::string full_name_of(const ObjectRef& object);

}  // namespace plumbline
