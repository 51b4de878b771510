#pragma once
// SHA-256, piece by piece; the other digests are in digest.hpp.
#include "analyzer/digest.hpp"

namespace plumbline {

class Sha256 : public Digest {
 public:
  Sha256() : Digest(DigestKind::sha256) {}
};

inline std::string sha256_hex(std::string_view bytes) {
  return digest_hex(DigestKind::sha256, bytes);
}

}  // namespace plumbline
