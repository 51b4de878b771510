#pragma once
// A VFS whose database files are overlays: read through to other bytes, written beside them. The
// clock stands still as in frozen_world.hpp. https://sqlite.org/vfs.html
#include <memory>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/file_bytes.hpp"
#include "analyzer/sqlite/frozen_world.hpp"

namespace plumbline {

/// Its name. Journals and temporary databases are files without a name; no other file is ever
/// opened, looked for or deleted, and there is no WAL mode.
const char* overlay_vfs(World world);

/// What to open on it: a database that begins as `below`, which has to live until it is open.
std::string overlay_uri(const std::shared_ptr<const FileBytes>& below);

/// What a connection on it reads now, whatever it will write later; null for any other connection.
/// It must not be in the middle of writing.
std::shared_ptr<const FileBytes> overlay_now(const Connection& connection);

}  // namespace plumbline
