#include "analyzer/digest.hpp"

// The functions of each algorithm, not EVP: EVP would link everything that OpenSSL can do into a
// static program (3 MB), and has no MD5 in FIPS mode.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <bit>
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

/// Least significant byte first; `bytes` are 8 at most.
std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

/// The four words of SipHash, with the key 0.
struct SipState {
  std::uint64_t v0 = 0x736f6d6570736575ULL, v1 = 0x646f72616e646f6dULL;
  std::uint64_t v2 = 0x6c7967656e657261ULL, v3 = 0x7465646279746573ULL;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

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
  SipState state;
  const std::uint64_t length = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) state.take(little_endian(bytes.substr(0, 8)));
  state.take(length << 56 | little_endian(bytes));
  state.v2 ^= 0xff;
  for (int i = 0; i < 3; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
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
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 3))) {
    unsigned int group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      result += i <= bytes.size() ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return result;
}

}  // namespace plumbline
