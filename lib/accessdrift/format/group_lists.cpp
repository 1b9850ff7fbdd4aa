#include "accessdrift/format/group_lists.h"

#include "accessdrift/base/source_text.h"

namespace accessdrift::source {

void GroupLists::Part::add(Name id, MentionKind kind, Place place) {
  if (told.emplace(kind, id).second) mentions.push_back({id, kind, false, place});
}

GroupLists::Part& GroupLists::part_of(SourceReading::File& file, Name group, Place key,
                                      Place body) {
  std::vector<Part*>& parts = parts_of_[group];
  for (Part* const part : parts) {
    if (part->file == &file) return *part;
  }
  Part& part = parts_.emplace_back();
  part.file = &file;
  part.declared.id = group;
  part.declared.key = key;
  part.declared.body = body;
  part.declared.is_made = are_made_;
  parts.push_back(&part);
  return part;
}

void GroupLists::finish() {
  for (const auto& [group, parts] : parts_of_) {
    Part& first = *parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
      GroupDeclaration& more = parts[i]->declared;
      more.id = id_in_file(reading_, *parts[i]->file, reading_.names.text(group), false);
      more.is_part = true;
      first.add(more.id, MentionKind::Group, first.declared.key);
    }
  }
  for (Part& part : parts_) write(part);
}

void GroupLists::write(Part& part) {
  Declarations& declarations = part.file->declarations;
  const auto first = static_cast<std::uint32_t>(declarations.mentions.size());
  part.declared.members = {first, static_cast<std::uint32_t>(part.mentions.size())};
  declarations.mentions.insert(declarations.mentions.end(), part.mentions.begin(),
                               part.mentions.end());
  declarations.groups.push_back(part.declared);
}

Name id_in_file(SourceReading& reading, const SourceReading::File& file, std::string_view id,
                bool is_first) {
  if (is_first) return reading.names.intern(id);
  return reading.names.intern(std::string(id) + ", in " + file.document.text->path());
}

void declare_shared_name(SourceReading& reading, SourceReading::File& file,
                         const SharedName& shared, const std::vector<Name>& groups) {
  GroupLists named(reading);
  GroupLists::Part& part =
      named.part_of(file, reading.names.intern(shared.name), shared.key, shared.body);
  for (const Name group : groups) part.add(group, MentionKind::Group, shared.key);
  named.finish();
}

Place bracket_of(Place place) { return {place.begin, place.begin + 1}; }

}  // namespace accessdrift::source
