#include "accessdrift/base/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace accessdrift {
namespace {

constexpr std::size_t kDigestBytes = 32;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct Digest::State {
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};

  void update(const void* bytes, std::size_t count) {
    [[maybe_unused]] const int done = EVP_DigestUpdate(context.get(), bytes, count);
    assert(done == 1);
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
  std::array<unsigned char, 8> length{};
  std::uint64_t rest = field.size();
  for (auto byte = length.rbegin(); byte != length.rend(); ++byte, rest >>= 8U) {
    *byte = static_cast<unsigned char>(rest & 0xFFU);
  }
  state_->update(length.data(), length.size());
  state_->update(field.data(), field.size());
}

std::string Digest::hex(std::size_t digits) {
  std::array<unsigned char, kDigestBytes> sum{};
  [[maybe_unused]] const int done = EVP_DigestFinal_ex(state_->context.get(), sum.data(), nullptr);
  assert(done == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : sum) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  text.resize(std::min(digits, text.size()));
  return text;
}

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, kDigestBytes> sum{};
  [[maybe_unused]] const int done =
      EVP_Digest(text.data(), text.size(), sum.data(), nullptr, EVP_sha256(), nullptr);
  assert(done == 1);
  std::array<unsigned char, 4 * ((kDigestBytes + 2) / 3) + 1> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), sum.data(), static_cast<int>(sum.size()));
  return {encoded.begin(), encoded.begin() + length};
}

}  // namespace accessdrift
