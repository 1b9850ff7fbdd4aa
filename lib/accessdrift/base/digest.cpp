#include "accessdrift/base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace accessdrift {
namespace {

constexpr std::size_t kDigestBytes = 32;
/// So many bytes are digested together: many fields are short.
constexpr std::size_t kTogether = 16'384;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string hex_of(const std::array<unsigned char, kDigestBytes>& sum, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : sum) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  text.resize(std::min(digits, text.size()));
  return text;
}

/// As OpenSSL takes them.
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct Digest::State {
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  std::string open;  ///< what was added and is not digested yet

  void take_up_open() {
    [[maybe_unused]] const int done = EVP_DigestUpdate(context.get(), open.data(), open.size());
    assert(done == 1);
    open.clear();
  }
};

Digest::Digest() : state_(std::make_unique<State>()) {
  [[maybe_unused]] const int done = EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
  assert(done == 1);
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::add(std::string_view field) {
  std::array<char, 8> length{};
  std::uint64_t rest = field.size();
  for (auto byte = length.rbegin(); byte != length.rend(); ++byte, rest >>= 8U) {
    *byte = static_cast<char>(rest & 0xFFU);
  }
  state_->open.append(length.data(), length.size()).append(field);
  if (state_->open.size() >= kTogether) state_->take_up_open();
}

std::string Digest::hex(std::size_t digits) {
  state_->take_up_open();
  std::array<unsigned char, kDigestBytes> sum{};
  [[maybe_unused]] const int done = EVP_DigestFinal_ex(state_->context.get(), sum.data(), nullptr);
  assert(done == 1);
  return hex_of(sum, digits);
}

std::string access_digest(Digest& digest) {
  return std::string(kAccessDigestPrefix) + digest.hex(kAccessDigestDigits);
}

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, kDigestBytes> sum{};
  [[maybe_unused]] const int done =
      EVP_Digest(text.data(), text.size(), sum.data(), nullptr, EVP_sha256(), nullptr);
  assert(done == 1);
  return base64({reinterpret_cast<const char*>(sum.data()), sum.size()});
}

std::string base64(std::string_view bytes) {
  std::string encoded(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // and the zero at its end
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     bytes_of(bytes), static_cast<int>(bytes.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return encoded;
}

std::string keyed_hex(std::string_view key, std::string_view text, std::size_t digits) {
  std::array<unsigned char, kDigestBytes> sum{};
  [[maybe_unused]] const unsigned char* const done =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
           sum.data(), nullptr);
  assert(done != nullptr);
  return hex_of(sum, digits);
}

std::optional<std::string> random_key() {
  std::array<unsigned char, kDigestBytes> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) return std::nullopt;
  return std::string(key.begin(), key.end());
}

}  // namespace accessdrift
