#include "tools/fuzz/harness.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "tools/plumbline/terminal.hpp"

namespace plumbline::fuzz {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view mark = "=== ";

std::string read_bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path made_folder() {
  std::string pattern = (fs::temp_directory_path() / "plumbline-fuzz-XXXXXX").string();
  demand(mkdtemp(pattern.data()) != nullptr, "there is a place for temporary files");
  return pattern;
}

/// Where the next "=== " at the start of a line is; the end where there is none.
std::size_t next_mark(std::string_view input, std::size_t from) {
  for (std::size_t at = input.find(mark, from); at != std::string_view::npos;
       at = input.find(mark, at + 1)) {
    if (at == 0 || input[at - 1] == '\n') return at;
  }
  return input.size();
}

bool stays_inside(const fs::path& name) {
  return name.is_relative() && std::ranges::none_of(name, [](const fs::path& part) {
           return part == ".." || part == ".";
         });
}

}  // namespace

std::string_view text_of_input(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

void broken(std::string_view promise, std::string_view details) {
  std::cerr << "BROKEN: " << promise << "\n" << details << '\n' << std::flush;
  std::abort();
}

void look_at(const Error& error) {
  demand(!error.message().empty(), "an error says what is wrong");
  visible(error.what());
}

Options options_for_fuzzing() {
  Options options;
  options.deadline = Deadline(2);
  return options;
}

Folder::Folder() : path_(made_folder()) {}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

bool Folder::put(const std::string& name, std::string_view bytes) const {
  std::error_code failure;
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path(), failure);
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  return !failure && out.good();
}

void Folder::clear() const {
  for (const fs::directory_entry& entry : fs::directory_iterator(path_)) fs::remove_all(entry);
}

std::vector<std::pair<std::string, std::string>> Folder::contents() const {
  std::vector<std::pair<std::string, std::string>> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path_)) {
    if (!entry.is_regular_file()) continue;
    files.emplace_back(fs::relative(entry.path(), path_).string(), read_bytes(entry.path()));
  }
  std::ranges::sort(files);
  return files;
}

const Folder& folder() {
  static const Folder only;
  return only;
}

Bundle bundle_of(std::string_view input) {
  Bundle bundle;
  std::size_t at = next_mark(input, 0);
  bundle.head = input.substr(0, at);
  while (at < input.size()) {
    const std::size_t next = next_mark(input, at + 1);
    const std::string_view part = input.substr(at + mark.size(), next - at - mark.size());
    const std::size_t line = std::min(part.find('\n'), part.size());
    bundle.parts.push_back(
        {std::string(part.substr(0, line)), part.substr(std::min(line + 1, part.size()))});
    at = next;
  }
  return bundle;
}

void lay_out(const Bundle& bundle, const std::string& below) {
  for (const Part& part : bundle.parts) {
    if (part.name.find('\0') != std::string::npos || !stays_inside(part.name)) continue;
    folder().put(below + part.name, part.text);
  }
}

}  // namespace plumbline::fuzz
