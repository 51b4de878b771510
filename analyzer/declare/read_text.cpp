#include "analyzer/declare/read_text.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>

#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t most_bytes_of_text = std::uintmax_t{256} << 20;

}  // namespace

std::string read_text(const fs::path& file) {
  std::error_code failure;
  const fs::file_status status = fs::status(file, failure);
  if (status.type() == fs::file_type::not_found) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "no such file");
  }
  if (!fs::is_regular_file(status)) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "is not a regular file");
  }
  if (fs::file_size(file, failure) > most_bytes_of_text) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, "is too large to be SQL or YAML");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0},
                "cannot be read: permission denied?");
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace plumbline
