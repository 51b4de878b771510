#pragma once
// What the rules about the next start have in common.
#include <string>

#include "rules/rule.hpp"

namespace plumbline {

/// A finding about a statement, in its file.
Finding finding_of(const Rule& rule, const StatementPlace& place, std::string message,
                   std::string remedy);

/// "statement 3 of 0007_email", "the end of 0007_email"
std::string words_for(const StatementPlace& place);

/// A finding about a table that loses something, at the statement that does it.
Finding finding_of(const Rule& rule, const Loss& loss, std::string message, std::string remedy);

/// "statement 4 of 0009 deletes 12430 rows of messages by cascade"
std::string words_for(const Loss& loss);

}  // namespace plumbline
