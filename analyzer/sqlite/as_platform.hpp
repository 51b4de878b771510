#pragma once
// A shadow that refuses what the platform refuses for which a script is written.
#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"

namespace plumbline {

/// While it lives, `shadow` has the limits of the platform, and does not do what it forbids. Of
/// Cloudflare D1: https://developers.cloudflare.com/d1/platform/limits/,
/// https://developers.cloudflare.com/d1/sql-api/sql-statements/; the others forbid nothing.
class AsPlatform {
 public:
  AsPlatform(const Connection& shadow, Runtime::Engine engine);
  ~AsPlatform();
  AsPlatform(const AsPlatform&) = delete;
  AsPlatform& operator=(const AsPlatform&) = delete;

 private:
  const Connection* shadow_;
  bool restricted_;
  std::vector<int> limits_before_;
};

}  // namespace plumbline
