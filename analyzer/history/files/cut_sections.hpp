#pragma once
// A migration file cut into the part that goes forward and the part that takes it back. Nothing
// moves: what belongs to the other part becomes blanks, so that lines and columns stay.
#include <string>
#include <string_view>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

struct CutText {
  std::string up, down;
  bool marked = false;          ///< a mark of the forward part is there
  bool no_transaction = false;  ///< the file opts out of its runner's transaction
};
CutText cut_sections(std::string_view text, Sections sections);

/// How a file is cut whose runner nobody knows: by the first mark in it.
Sections sections_by_marks(std::string_view text);

/// "-- +goose Up": the mark without which the runner takes a file for broken; empty where it needs
/// none.
std::string forward_mark(Sections sections);

/// `text` with blanks for everything outside [begin, end); line ends stay.
std::string blanked_outside(std::string_view text, std::size_t begin, std::size_t end);

/// A line of `text` without what ends it, and where it begins.
struct TextLine {
  std::string_view text;
  std::size_t offset = 0;
  std::size_t next = 0;  ///< where the next one begins
};
/// The line that begins at `offset`.
TextLine line_at(std::string_view text, std::size_t offset);

}  // namespace plumbline
