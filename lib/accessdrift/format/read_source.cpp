#include "accessdrift/format/read_source.h"

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/reserved_ids.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift {

ReadSource read_source(const Format& format, const std::vector<SourceFile>& files, Names& names,
                       ReadWith with) {
  SourceReading reading{names,
                        {},
                        with.version,
                        std::move(with.versions),
                        {},
                        std::move(with.told_apart),
                        std::move(with.between),
                        std::move(with.beside)};
  reading.problems = source::check_version(format, with.version);
  if (has_errors(reading.problems)) reading.version = {};
  for (const auto& [document, options, is_translated, moment] : files) {
    SourceReading::File& file = reading.files.emplace_back(*document, options);
    file.is_translated = is_translated;
    file.moment = moment;
    file.declarations.text = document->text;
    file.declarations.bytes_tell = false;
    file.declarations.format = format.name;
  }
  format.read(reading);
  source::set_reserved_ids_apart(reading, format.name);
  ReadSource read;
  for (SourceReading::File& file : reading.files)
    read.declarations.push_back(std::make_shared<const Declarations>(std::move(file.declarations)));
  read.version = source::version_conditions(format, reading.version, names);
  sort_diagnostics(reading.problems);
  read.problems = std::move(reading.problems);
  read.told_apart = std::move(reading.told_apart);
  read.between = std::move(reading.between);
  read.passages = std::move(reading.passages);
  return read;
}

DeclarationsPointer read_built_in(const Format& format, Names& names) {
  if (format.built_in.empty()) return nullptr;
  auto text = std::make_shared<const SourceText>("(" + std::string(format.name) + ").yaml",
                                                 std::string(format.built_in));
  const Result<Document> document = read_yaml(std::move(text));
  std::optional<NativeFile> file = document ? read_native(*document, names) : std::nullopt;
  assert(file && file->diagnostics.empty());
  file->declarations.format = format.name;
  return std::make_shared<const Declarations>(std::move(file->declarations));
}

}  // namespace accessdrift
