#include "accessdrift/base/digest.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace accessdrift {
namespace {

std::string digest_of(const std::vector<std::string>& fields) {
  Digest digest;
  for (const std::string& field : fields) digest.add(field);
  return digest.hex(64);
}

// Expected values: `printf '\0\0\0\0\0\0\0\003abc' | sha256sum`, and of nothing.
TEST_CASE("Digest: is SHA-256 over length-prefixed fields") {
  CHECK(digest_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest_of({"abc"}) == "c3494ca1a2cf8eeb8a11ded316fb55b83c3bbbedb6313cd50415251e5d09e12f");
}

TEST_CASE("Digest: tells apart lists of fields that join alike") {
  CHECK(digest_of({"ab", "c"}) != digest_of({"a", "bc"}));
  CHECK(digest_of({"ab"}) != digest_of({"a", "b"}));
  CHECK(digest_of({""}) != digest_of({}));
  CHECK(digest_of({"a", "b"}) != digest_of({"b", "a"}));
}

TEST_CASE("Digest: hex gives as many digits as asked") {
  Digest digest;
  digest.add("abc");
  Digest moved = std::move(digest);
  CHECK(moved.hex(12) == digest_of({"abc"}).substr(0, 12));
}

TEST_CASE("sha256_base64: as a Content-Security-Policy has it") {
  CHECK(sha256_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  CHECK(sha256_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

// RFC 4231, test case 2, and RFC 4648 §10.
TEST_CASE("keyed_hex: is HMAC-SHA-256") {
  CHECK(keyed_hex("Jefe", "what do ya want for nothing?", 64) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(keyed_hex("Jefe", "what do ya want for nothing?", 12) == "5bdcc146bf60");
}
TEST_CASE("base64: with padding") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("foobar") == "Zm9vYmFy");
}
TEST_CASE("random_key: another one every time") {
  CHECK(random_key()->size() >= 32);
  CHECK(random_key() != random_key());
}

}  // namespace
}  // namespace accessdrift
