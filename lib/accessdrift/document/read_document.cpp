#include "accessdrift/document/read.h"

namespace accessdrift {

Result<Document> read_document(std::shared_ptr<const SourceText> text) {
  const bool is_json = std::string_view(text->path()).ends_with(".json");
  return is_json ? read_json(std::move(text)) : read_yaml(std::move(text));
}

}  // namespace accessdrift
