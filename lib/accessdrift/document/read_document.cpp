#include "accessdrift/document/read.h"

namespace accessdrift {

Result<Document> read_document(std::shared_ptr<const SourceText> text) {
  const std::string_view path = text->path();
  if (path.ends_with(".json")) return read_json(std::move(text));
  if (path.ends_with(".jsonl") || path.ends_with(".ndjson"))
    return read_json_lines(std::move(text));
  if (path.ends_with(".csv")) return read_csv(std::move(text));
  if (path.ends_with(".ldif")) return read_ldif(std::move(text));
  if (path.ends_with(".conf") || path.ends_with(".ini") || path.ends_with(".sql"))
    return read_lines(std::move(text));
  return read_yaml(std::move(text));
}

}  // namespace accessdrift
