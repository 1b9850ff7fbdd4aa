#include "accessdrift/format/google_iap/unknowns.h"

#include <utility>

#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {
namespace {

constexpr std::size_t kLongestName = 48;

/// The same in every run.
std::string name_of(std::string_view what) {
  return "unknown." + as_name(what) + '_' + source::digits_of(what);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (is_name_character(c)) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  if (name.size() > kLongestName) name.resize(kLongestName);
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

bool Attributes::declare(SourceReading::File& file, const std::string& name, AttributeType type,
                         Place place) {
  if (!declared_.insert(name).second) return false;
  AttributeDeclaration attribute;
  attribute.name = reading_.names.intern(name);
  attribute.type = std::move(type);
  attribute.key = place;
  attribute.body = place;
  file.declarations.context.push_back(std::move(attribute));
  return true;
}

void Attributes::declare_flag(SourceReading::File& file, const std::string& name, Place place) {
  declare(file, name, {TypeKind::Bool, {}, true, false}, place);
}

void Attributes::declare_text(SourceReading::File& file, const std::string& name, Place place) {
  declare(file, name, {TypeKind::String, {}, true, false}, place);
}

std::string Attributes::declare_unknown(SourceReading::File& file, std::string_view what,
                                        Place place) {
  std::string name = name_of(what);
  declare(file, name, {TypeKind::Bool, {}, true, true}, place);
  return name;
}

std::string Attributes::unknown_condition(SourceReading::File& file, std::string message,
                                          std::string_view what, Place place) {
  source::warn(reading_, "unknown-condition", std::move(message), {file.document.text.get(), place})
      .label = "whether it holds is not known";
  std::string name = name_of(what);
  AttributeType type{TypeKind::Bool, {}, true};
  type.is_unread = true;
  declare(file, name, std::move(type), place);
  return name;
}

}  // namespace accessdrift::google_iap
