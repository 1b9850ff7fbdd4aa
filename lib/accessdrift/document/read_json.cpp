#include <optional>
#include <utility>

#include "accessdrift/document/check_bytes.h"
#include "accessdrift/document/json_reader.h"

namespace accessdrift {

Result<Document> read_json(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), false).read();
}

Result<Document> read_json_lines(std::shared_ptr<const SourceText> text) {
  if (auto problem = check_size(*text)) return failure(std::move(*problem));
  return JsonReader(std::move(text), true).read();
}

std::optional<Document> read_json_without(std::shared_ptr<const SourceText> text, JsonForm form,
                                          std::span<const std::string_view> unread) {
  if (check_size(*text)) return std::nullopt;
  Result<Document> read = JsonReader(std::move(text), form == JsonForm::Lines, unread).read();
  return read ? std::optional(std::move(*read)) : std::nullopt;
}

}  // namespace accessdrift
