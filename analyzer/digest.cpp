#include "analyzer/digest.hpp"

// The functions of each algorithm, not EVP_Digest: that would link everything that OpenSSL can do
// into a static program (3 MB), and has no MD5 in FIPS mode.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <highwayhash/sip_hash.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include <array>
#include <variant>

namespace plumbline {

namespace {

using State = std::variant<MD5_CTX, SHA_CTX, SHA256_CTX, SHA512_CTX>;
using Sum = std::array<unsigned char, SHA512_DIGEST_LENGTH>;

template <typename Context>
State begun(int (*begin)(Context*)) {
  Context context{};
  begin(&context);
  return context;
}

State begun(DigestKind kind) {
  switch (kind) {
    case DigestKind::md5:
      return begun(MD5_Init);
    case DigestKind::sha1:
      return begun(SHA1_Init);
    case DigestKind::sha256:
      return begun(SHA256_Init);
    case DigestKind::sha384:
      return begun(SHA384_Init);
  }
  return begun(SHA256_Init);
}

void add(MD5_CTX& context, std::string_view bytes) {
  MD5_Update(&context, bytes.data(), bytes.size());
}
void add(SHA_CTX& context, std::string_view bytes) {
  SHA1_Update(&context, bytes.data(), bytes.size());
}
void add(SHA256_CTX& context, std::string_view bytes) {
  SHA256_Update(&context, bytes.data(), bytes.size());
}
void add(SHA512_CTX& context, std::string_view bytes) {
  SHA384_Update(&context, bytes.data(), bytes.size());
}

std::size_t finish(MD5_CTX& context, Sum& sum) {
  MD5_Final(sum.data(), &context);
  return MD5_DIGEST_LENGTH;
}
std::size_t finish(SHA_CTX& context, Sum& sum) {
  SHA1_Final(sum.data(), &context);
  return SHA_DIGEST_LENGTH;
}
std::size_t finish(SHA256_CTX& context, Sum& sum) {
  SHA256_Final(sum.data(), &context);
  return SHA256_DIGEST_LENGTH;
}
std::size_t finish(SHA512_CTX& context, Sum& sum) {
  SHA384_Final(sum.data(), &context);
  return SHA384_DIGEST_LENGTH;
}

State& state_of(void* context) { return *static_cast<State*>(context); }

}  // namespace

void Digest::Free::operator()(void* context) const { delete static_cast<State*>(context); }

Digest::Digest(DigestKind kind) : context_(new State(begun(kind))) {}

void Digest::update(std::string_view bytes) {
  std::visit([&](auto& context) { add(context, bytes); }, state_of(context_.get()));
}

std::string Digest::bytes() const {
  State copy = state_of(context_.get());
  Sum sum{};
  const auto size = std::visit([&](auto& context) { return finish(context, sum); }, copy);
  return {sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string Digest::hex() const { return hex_of(bytes()); }

std::string digest_hex(DigestKind kind, std::string_view bytes) {
  Digest sum(kind);
  sum.update(bytes);
  return sum.hex();
}

std::uint64_t siphash13(std::string_view bytes) {
  const highwayhash::SipHash13State::Key key = {0, 0};
  return highwayhash::SipHash13(key, bytes.data(), bytes.size());
}

std::string hex_of(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  result.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

std::string base64_of(std::string_view bytes) {
  std::string result((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

}  // namespace plumbline
