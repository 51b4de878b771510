#pragma once
// What SQLite has to be told once for the whole process, so that reading leaves nothing behind.

namespace plumbline {

enum class Purpose { reading, writing };

/// To be called before anything is opened.
///
/// Temporary files then go to temporary_place() and nowhere else: by itself SQLite would try other
/// places behind it, the current directory last (https://sqlite.org/tempfiles.html), and that may
/// be the directory of a database. Throws Error(failed) where the place cannot be used.
///
/// For reading, also the owners of files stay as they are: whenever SQLite opens a -wal, -shm or
/// -journal as root, it makes their owner that of the database.
void leave_no_trace(Purpose purpose);

}  // namespace plumbline
