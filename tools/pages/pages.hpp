#pragma once
// The pages that are made of the command line itself: each is the text of one file.
#include <string>
#include <vector>

#include "tools/plumbline/command_line_words.hpp"

namespace plumbline {

/// plumbline.1, in the macros of https://man.openbsd.org/man.7
std::string man_page(const std::vector<VerbWords>& verbs);
/// For bash-completion's folder; works without that package, too.
std::string bash_completion(const std::vector<VerbWords>& verbs);
/// _plumbline, for a folder of $fpath.
std::string zsh_completion(const std::vector<VerbWords>& verbs);
/// plumbline.fish
std::string fish_completion(const std::vector<VerbWords>& verbs);

}  // namespace plumbline
