#pragma once
// Who goes by the position of columns, so that their order matters after all.
#include <map>
#include <set>

#include "model/schema.hpp"

namespace plumbline {

/// By table: the views that say SELECT * and the triggers that insert without naming columns, as
/// far as the tokens of their text tell.
std::map<Identifier, std::set<Identifier>> positional_users(const Schema& schema);

}  // namespace plumbline
