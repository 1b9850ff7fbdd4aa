#include "accessdrift/document/read.h"

namespace accessdrift {

namespace {

bool holds_json(std::string_view path) {
  return path.ends_with(".json") || path.ends_with(".tfstate");
}
bool holds_json_lines(std::string_view path) {
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

}  // namespace

bool holds_lines(std::string_view path) {
  return path.ends_with(".conf") || path.ends_with(".cnf") || path.ends_with(".cfg") ||
         path.ends_with(".ini") || path.ends_with(".sql");
}

Result<Document> read_document(std::shared_ptr<const SourceText> text) {
  const std::string_view path = text->path();
  if (holds_json(path)) return read_json(std::move(text));
  if (holds_json_lines(path)) return read_json_lines(std::move(text));
  if (path.ends_with(".csv")) return read_csv(std::move(text));
  if (path.ends_with(".ldif")) return read_ldif(std::move(text));
  if (holds_lines(path)) return read_lines(std::move(text));
  return read_yaml(std::move(text));
}

std::optional<Document> read_document_without(std::shared_ptr<const SourceText> text,
                                              std::span<const std::string_view> unread) {
  const std::string_view path = text->path();
  if (holds_json(path)) return read_json_without(std::move(text), JsonForm::OneValue, unread);
  if (holds_json_lines(path)) return read_json_without(std::move(text), JsonForm::Lines, unread);
  return std::nullopt;
}

}  // namespace accessdrift
