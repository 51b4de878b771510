#pragma once
// The door for single questions to a remote database.
#include <optional>
#include <string>

#include "analyzer/answer.hpp"
#include "model/deadline.hpp"

namespace plumbline {

/// Asks through the shell command: remote.hpp says how, and what it throws. `sql` is one statement
/// that only reads, nothing else may be sent. Values are as its JSON shows them, which is not
/// always what is stored: commands written in JavaScript round integers beyond 2^53, and print NULL
/// as a text or a BLOB as a list. So ask for CAST(rowid AS TEXT), quote(value) and coalesce(), and
/// give each column a name of its own. No rows may come without columns.
Ask ask_via(const std::string& command, const std::optional<Deadline>& deadline);

}  // namespace plumbline
