#pragma once
// What a declared type means to SQLite: https://sqlite.org/datatype3.html
#include <string>

namespace plumbline {

/// "INTEGER", "TEXT", "BLOB", "REAL" or "NUMERIC":
/// https://sqlite.org/datatype3.html#determination_of_column_affinity
std::string affinity_of(const std::string& type);

}  // namespace plumbline
