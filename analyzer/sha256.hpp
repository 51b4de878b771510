#pragma once
// SHA-256 by OpenSSL's libcrypto.
#include <memory>
#include <string>
#include <string_view>

namespace plumbline {

class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. Ends the sum: call it once.
  std::string hex();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace plumbline
