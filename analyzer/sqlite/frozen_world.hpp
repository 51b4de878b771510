#pragma once
// A clock that stands still and random numbers that repeat: what runs on a shadow gives the same
// result every time.
#include <string>

struct sqlite3;

namespace plumbline {

/// The name of a VFS like the default one, whose clock always says 2000-01-01 00:00:00 UTC.
/// https://sqlite.org/c3ref/vfs.html
const char* frozen_vfs();

/// random() and randomblob() of this connection from now on follow a fixed seed.
void seed_random_functions(sqlite3* handle);

}  // namespace plumbline
