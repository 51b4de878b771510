#pragma once
// What differs between two tables of one name.
#include <vector>

#include "model/change.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// The schemas are those the tables stand in: a foreign key to "the primary key" is looked up
/// there.
std::vector<Change> diff_table(const Table& from, const Schema& from_schema, const Table& to,
                               const Schema& to_schema);

/// "CONSTRAINT n UNIQUE (a, b)": a constraint as a reader would write it.
std::string shown(const PrimaryKey& key);
std::string shown(const Unique& unique);
std::string shown(const Check& check);
std::string shown(const ForeignKey& key);
std::string shown(const Index& index);
/// "name TYPE NOT NULL …"
std::string shown(const Column& column);

}  // namespace plumbline
