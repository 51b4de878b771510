#pragma once
// Digests by OpenSSL's libcrypto and by highwayhash, and the spellings in which databases keep
// them.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace plumbline {

enum class DigestKind { md5, sha1, sha256, sha384 };

class Digest {
 public:
  explicit Digest(DigestKind kind);
  void update(std::string_view bytes);
  /// The bytes of the sum so far; more may be added afterwards.
  std::string bytes() const;
  /// The same in lower-case hexadecimal digits.
  std::string hex() const;

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

std::string digest_hex(DigestKind kind, std::string_view bytes);

/// SipHash-1-3 with the key 0, as Rust's DefaultHasher has it: https://131002.net/siphash/
std::uint64_t siphash13(std::string_view bytes);

std::string hex_of(std::string_view bytes);
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
std::string base64_of(std::string_view bytes);

}  // namespace plumbline
