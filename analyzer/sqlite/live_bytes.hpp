#pragma once
// The file of a live database as it is now, kept as it is for as long as somebody reads it so.
#include <memory>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/file_bytes.hpp"

namespace plumbline {

/// What `live` reads now, in the form of a database in rollback mode. Null where it can only be
/// copied: it is in memory, its own connection may write to it, or it is in WAL mode and in a
/// transaction that began before.
///
/// As long as the result lives, in WAL mode `live` sees that one moment and holds a read mark, also
/// when it is itself gone: others write beside it, but no checkpoint overtakes it
/// (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files). In rollback mode the file is
/// read through another connection, whose lock is given back in time: see locked_file.hpp, and ask
/// is_outdated() in the end. Of a file that was opened with immutable=1 nothing is held, and nobody
/// may write to it. Two results that live at once show the same.
///
/// Throws Error where a writer holds the file.
std::shared_ptr<const FileBytes> bytes_of_live(const Connection& live);

}  // namespace plumbline
