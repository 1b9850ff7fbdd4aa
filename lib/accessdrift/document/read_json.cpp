#include <cstddef>
#include <optional>
#include <thread>
#include <utility>

#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/json_reader.h"

namespace accessdrift {
namespace {

JsonSplitting splitting() {
  constexpr std::size_t kMegabyte = std::size_t{1024} * 1024;
  static const bool kHasTwoProcessors = std::thread::hardware_concurrency() > 1;
  return kHasTwoProcessors ? JsonSplitting{4 * kMegabyte, kMegabyte} : JsonSplitting{};
}

}  // namespace

Result<Document> read_json(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), false, {}, splitting()).read();
}

Result<Document> read_json_lines(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), true, {}, splitting()).read();
}

std::optional<Document> read_json_without(std::shared_ptr<const SourceText> text, JsonForm form,
                                          std::span<const std::string_view> unread) {
  if (check_size(*text)) return std::nullopt;
  const bool are_lines = form == JsonForm::Lines;
  Result<Document> read = JsonReader(std::move(text), are_lines, unread, splitting()).read();
  return read ? std::optional(std::move(*read)) : std::nullopt;
}

}  // namespace accessdrift
