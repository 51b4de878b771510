#pragma once
// What is said of a change set of Liquibase on its mark and in the lines below it.
// https://docs.liquibase.com/concepts/changelogs/sql-format.html
#include <optional>
#include <string>
#include <string_view>

#include "model/migration.hpp"

namespace plumbline {

/// The value of "name:value" among `attributes`, without quotes; nothing where it is not there.
std::optional<std::string> attribute(const std::string& attributes, const std::string& name);
/// The same of true and false.
bool attribute_says(const std::string& attributes, const std::string& name, bool otherwise);

/// Whether "dbms:…" takes SQLite: "postgresql,sqlite", "!oracle", "all".
bool takes_sqlite(const std::string& dbms);

/// "--preconditions onFail:MARK_RAN": what is behind the word.
void read_on_fail(const std::string& attributes, Preconditions& preconditions);
/// "--precondition-sql-check expectedResult:0 SELECT …": the word behind the hyphen, and the rest.
void read_precondition(const std::string& kind, const std::string& rest,
                       Preconditions& preconditions);

/// `text` with a semicolon for every end of a statement that is none: an endDelimiter, and where
/// there is none, a line of "/" or "go". Its length and its lines stay. What is in quotes or a
/// comment ends nothing.
std::string with_semicolons(const std::string& text,
                            const std::optional<std::string>& end_delimiter);

}  // namespace plumbline
