#include "analyzer/sqlite/frozen_world.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "analyzer/held_signals.hpp"

namespace plumbline {

namespace {

// Milliseconds since the Julian epoch, at 2000-01-01 00:00:00 UTC (Julian day 2451544.5) and at
// 2013-05-17 04:22:33.444 UTC: no field of the two times is the same.
template <World world>
constexpr sqlite3_int64 frozen_milliseconds =
    world == World::first ? 211813444800000 : 212235524553444;
constexpr double milliseconds_a_day = 86400000.0;

template <World world>
int frozen_time_int64(sqlite3_vfs*, sqlite3_int64* now) {
  *now = frozen_milliseconds<world>;
  return SQLITE_OK;
}

template <World world>
int frozen_time(sqlite3_vfs*, double* now) {
  *now = static_cast<double>(frozen_milliseconds<world>) / milliseconds_a_day;
  return SQLITE_OK;
}

sqlite3_vfs* plain_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  return vfs;
}

/// SQLite gives a temporary file a name for a moment, until it has unlinked it.
int open_held(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  const HeldSignals held;
  return plain_vfs()->xOpen(plain_vfs(), name, file, flags, flags_out);
}

/// The default VFS's own methods and data, with another clock.
template <World world>
const char* register_frozen_vfs() {
  static sqlite3_vfs vfs = *plain_vfs();
  vfs.zName = world == World::first ? "plumbline-frozen" : "plumbline-frozen-later";
  vfs.pNext = nullptr;
  vfs.xOpen = open_held;
  vfs.xCurrentTime = frozen_time<world>;
  vfs.xCurrentTimeInt64 = frozen_time_int64<world>;
  sqlite3_vfs_register(&vfs, 0);
  return vfs.zName;
}

constexpr std::uint64_t seed_of(World world) {
  return world == World::first ? 0x706c756d626c696eULL : 0x6c61746572206f6eULL;
}

/// splitmix64, the seeding generator of the xoshiro family: public domain, one word of state.
struct Generator {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }
};

Generator& generator_of(sqlite3_context* context) {
  return *static_cast<Generator*>(sqlite3_user_data(context));
}

void seeded_random(sqlite3_context* context, int, sqlite3_value**) {
  sqlite3_result_int64(context, static_cast<sqlite3_int64>(generator_of(context).next()));
}

void seeded_randomblob(sqlite3_context* context, int, sqlite3_value** arguments) {
  constexpr sqlite3_int64 most_bytes = 1 << 20;
  sqlite3_int64 size = sqlite3_value_int64(arguments[0]);
  size = size < 1 ? 1 : (size > most_bytes ? most_bytes : size);
  std::vector<unsigned char> bytes(static_cast<std::size_t>(size));
  for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(generator_of(context).next());
  sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

void destroy_generator(void* generator) { delete static_cast<Generator*>(generator); }

}  // namespace

const char* frozen_vfs(World world) {
  static const char* const first = register_frozen_vfs<World::first>();
  static const char* const second = register_frozen_vfs<World::second>();
  return world == World::first ? first : second;
}

void seed_random_functions(sqlite3* handle, World world) {
  const std::uint64_t seed = seed_of(world);
  sqlite3_create_function_v2(handle, "random", 0, SQLITE_UTF8, new Generator{seed}, seeded_random,
                             nullptr, nullptr, destroy_generator);
  sqlite3_create_function_v2(handle, "randomblob", 1, SQLITE_UTF8, new Generator{seed},
                             seeded_randomblob, nullptr, nullptr, destroy_generator);
}

}  // namespace plumbline
