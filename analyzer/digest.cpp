#include "analyzer/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

#include "model/error.hpp"

namespace plumbline {

namespace {

EVP_MD_CTX* digest(void* context) { return static_cast<EVP_MD_CTX*>(context); }

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

const EVP_MD* algorithm(DigestKind kind) {
  switch (kind) {
    case DigestKind::md5:
      return EVP_md5();
    case DigestKind::sha1:
      return EVP_sha1();
    case DigestKind::sha256:
      return EVP_sha256();
    case DigestKind::sha384:
      return EVP_sha384();
  }
  return EVP_sha256();
}

/// A libcrypto in FIPS mode has no MD5: nothing can be compared then, and that must not pass for a
/// difference.
void expect(int done, const char* what) {
  if (done == 1) return;
  throw Error(Error::Kind::failed, {}, std::string("OpenSSL cannot compute ") + what);
}

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

}  // namespace

void Digest::Free::operator()(void* context) const { EVP_MD_CTX_free(digest(context)); }

Digest::Digest(DigestKind kind) : context_(EVP_MD_CTX_new()) {
  expect(EVP_DigestInit_ex(digest(context_.get()), algorithm(kind), nullptr), "a digest");
}

void Digest::update(std::string_view bytes) {
  expect(EVP_DigestUpdate(digest(context_.get()), bytes.data(), bytes.size()), "a digest");
}

std::string Digest::bytes() const {
  const std::unique_ptr<void, Free> copy(EVP_MD_CTX_new());
  expect(EVP_MD_CTX_copy_ex(digest(copy.get()), digest(context_.get())), "a digest");
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned int size = 0;
  expect(EVP_DigestFinal_ex(digest(copy.get()), sum.data(), &size), "a digest");
  return {sum.begin(), sum.begin() + size};
}

std::string Digest::hex() const { return hex_of(bytes()); }

std::string digest_hex(DigestKind kind, std::string_view bytes) {
  Digest sum(kind);
  sum.update(bytes);
  return sum.hex();
}

std::uint64_t siphash13(std::string_view bytes) {
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, "SIPHASH", nullptr));
  expect(mac ? 1 : 0, "SipHash");
  const std::unique_ptr<EVP_MAC_CTX, FreeMac> context(EVP_MAC_CTX_new(mac.get()));
  std::size_t size = sizeof(std::uint64_t);
  unsigned int c_rounds = 1;
  unsigned int d_rounds = 3;
  const std::array<OSSL_PARAM, 4> parameters = {
      OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size),
      OSSL_PARAM_construct_uint(OSSL_MAC_PARAM_C_ROUNDS, &c_rounds),
      OSSL_PARAM_construct_uint(OSSL_MAC_PARAM_D_ROUNDS, &d_rounds), OSSL_PARAM_construct_end()};
  const std::array<unsigned char, 16> key{};
  std::array<unsigned char, sizeof(std::uint64_t)> sum{};
  expect(EVP_MAC_init(context.get(), key.data(), key.size(), parameters.data()), "SipHash");
  expect(EVP_MAC_update(context.get(), unsigned_bytes(bytes), bytes.size()), "SipHash");
  expect(EVP_MAC_final(context.get(), sum.data(), &size, sum.size()), "SipHash");
  std::uint64_t value = 0;
  for (std::size_t i = sum.size(); i-- > 0;) value = value << 8 | sum[i];
  return value;
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
                                     unsigned_bytes(bytes), static_cast<int>(bytes.size()));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

}  // namespace plumbline
