// The bare loop that a fleet is compared with: opens each database of a directory read-only, reads
// its sqlite_schema, touches every value, closes it. So many threads as named; nothing is kept.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

unsigned long touch_rows(sqlite3* database) {
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema", -1, &rows,
                     nullptr);
  unsigned long touched = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(rows); ++i) {
      const unsigned char* text = sqlite3_column_text(rows, i);
      if (text != nullptr) touched += text[0];
    }
  }
  sqlite3_finalize(rows);
  return touched;
}

unsigned long look_at(const std::string& file) {
  sqlite3* database = nullptr;
  unsigned long touched = 0;
  if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                      nullptr) == SQLITE_OK) {
    touched = touch_rows(database);
  }
  sqlite3_close(database);
  return touched;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::atomic<std::size_t> next = 0;
  std::atomic<unsigned long> touched = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < files.size(); at = next++) touched += look_at(files[at]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::printf("%zu files, %lu\n", files.size(), touched.load());
}
