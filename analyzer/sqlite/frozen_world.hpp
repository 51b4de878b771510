#pragma once
// A clock that stands still and random numbers that repeat: what runs on a shadow gives the same
// result every time.
#include <string>

struct sqlite3;

namespace plumbline {

/// Two worlds with another clock and another seed each: a value that differs between them came from
/// the clock or from chance.
enum class World { first, second };

/// The name of a VFS like the default one, whose clock stands still.
/// https://sqlite.org/c3ref/vfs.html
const char* frozen_vfs(World world);

/// random() and randomblob() of this connection from now on follow the world's seed.
void seed_random_functions(sqlite3* handle, World world);

}  // namespace plumbline
