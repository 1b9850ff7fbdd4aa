#pragma once

#include <map>
#include <string_view>

#include "accessdrift/format/hba/files.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::pgbouncer {

/// As PgBouncer has it of the files that it takes apart by itself.
[[nodiscard]] inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The files of one side that others may name by a path.
class Files {
 public:
  explicit Files(SourceReading& reading) {
    for (SourceReading::File& file : reading.files) {
      if (!NodeView(file.document).is_sequence()) continue;
      lines_.add(file.document);
      by_document_.emplace(&file.document, &file);
    }
  }

  /// What a file means by a path, as `hba::Files` has it; null: it is not read.
  [[nodiscard]] SourceReading::File* find(const SourceReading::File& from,
                                          std::string_view named) const {
    const Document* const found = lines_.find(from.document, named);
    return found == nullptr ? nullptr : by_document_.at(found);
  }
  [[nodiscard]] SourceReading::File* file_of(const SourceText* text) const {
    for (const auto& [document, file] : by_document_) {
      if (document->text.get() == text || file->declarations.text.get() == text) return file;
    }
    return nullptr;
  }
  [[nodiscard]] const hba::Files& lines() const { return lines_; }

 private:
  hba::Files lines_;
  std::map<const Document*, SourceReading::File*> by_document_;
};

}  // namespace accessdrift::pgbouncer
