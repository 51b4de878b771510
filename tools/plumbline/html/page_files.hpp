#pragma once
// The templates, the style sheet and the script of the page, which the build puts into the program.
#include <cstddef>

namespace plumbline {

struct PageFile {
  const char* name;  ///< "page.css"
  const char* text;
};
extern const PageFile page_files[];
extern const std::size_t page_file_count;

}  // namespace plumbline
