#include "accessdrift/document/read.h"

namespace accessdrift {

Result<Document> read_document(std::shared_ptr<const SourceText> text) {
  const std::string_view path = text->path();
  if (path.ends_with(".json")) return read_json(std::move(text));
  if (path.ends_with(".csv")) return read_csv(std::move(text));
  if (path.ends_with(".ldif")) return read_ldif(std::move(text));
  return read_yaml(std::move(text));
}

}  // namespace accessdrift
