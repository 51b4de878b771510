#pragma once
// What the rules about the rows of a database have in common.
#include <string>

#include "rules/rule.hpp"

namespace plumbline {

/// "1 row of users", "at least 3 rows of users".
std::string rows_of(const DataCheck& check);
/// " (rowids 3, 7, 9, …)", with values where the check has some; empty where there are no samples.
std::string samples_of(const DataCheck& check);
/// Where the target asks for it and the database does not: ", as the target declares".
std::string declared_words(const DataCheck& check);

/// A finding for each broken check of the rule, in the words that `message` and `remedy` give.
using DataWords = std::string (*)(const DataCheck&);
void tell_broken(const Audit& input, const Rule& rule, DataWords message, DataWords remedy,
                 std::vector<Finding>& findings);

}  // namespace plumbline
