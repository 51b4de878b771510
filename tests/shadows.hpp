#pragma once
// Shadows that read through and shadows that are copies, whatever the size, and what they hold.
#include <string>

#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

Shadow overlay_of(const Connection& live, World world = World::first);
Shadow copy_of(const Connection& live);
/// Whether it reads through.
bool is_overlay(const Connection& shadow);

/// Objects, settings and rows; two databases of which this is equal are the same to any reader.
std::string dump_of(const Connection& connection);

}  // namespace plumbline
