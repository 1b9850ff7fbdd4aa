#include "accessdrift/format/read_source.h"

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift {
namespace {

void check_id(SourceReading& reading, const Declarations& declarations, Name id, Place place) {
  const std::string_view text = reading.names.text(id);
  if (!native::is_reserved_word(text) && native::reserved_prefix(text).empty()) return;
  source::report(reading, "reserved-id", "the id `" + shortened(text) + "` is reserved",
                 declarations.span(place))
      .label = "it would mean something else in a policy";
}

void check_ids(SourceReading& reading, const Declarations& declarations) {
  for (const UserDeclaration& user : declarations.users)
    check_id(reading, declarations, user.id, user.key);
  for (const NamePlace& alias : declarations.aliases)
    check_id(reading, declarations, alias.name, alias.place);
  for (const GroupDeclaration& group : declarations.groups)
    check_id(reading, declarations, group.id, group.key);
  if (!declarations.users.empty()) return;
  // Members whom the file does not list.
  for (const Mention& mention : declarations.mentions) {
    if (mention.kind == MentionKind::User)
      check_id(reading, declarations, mention.id, mention.place);
  }
}

}  // namespace

ReadSource read_source(const Format& format, const std::vector<SourceFile>& files, Names& names) {
  SourceReading reading{names, {}, {}};
  for (const auto& [document, options] : files) {
    SourceReading::File& file = reading.files.emplace_back(*document, options);
    file.declarations.text = document->text;
    file.declarations.bytes_tell = false;
    file.declarations.format = format.name;
  }
  format.read(reading);
  for (const SourceReading::File& file : reading.files) check_ids(reading, file.declarations);
  ReadSource read;
  for (SourceReading::File& file : reading.files)
    read.declarations.push_back(std::make_shared<const Declarations>(std::move(file.declarations)));
  sort_diagnostics(reading.problems);
  read.problems = std::move(reading.problems);
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
