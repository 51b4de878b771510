// plumbline_pages DIR: writes the man page and the shells' completions into DIR.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tools/pages/pages.hpp"

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream.exceptions(std::ios::failbit | std::ios::badbit);
  stream << text;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace plumbline;
  if (argc != 2) {
    std::cerr << "usage: plumbline_pages DIR\n";
    return 64;
  }
  try {
    const std::filesystem::path folder = argv[1];
    const std::vector<VerbWords> verbs = command_line_words();
    write(folder / "plumbline.1", man_page(verbs));
    write(folder / "plumbline", bash_completion(verbs));
    write(folder / "_plumbline", zsh_completion(verbs));
    write(folder / "plumbline.fish", fish_completion(verbs));
  } catch (const std::exception& error) {
    std::cerr << "plumbline_pages: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
