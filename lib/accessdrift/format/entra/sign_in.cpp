#include "accessdrift/format/entra/sign_in.h"

#include <algorithm>
#include <array>

namespace accessdrift::entra {
namespace {

struct Attribute {
  std::string_view name;
  std::vector<std::string_view> words;
};

const std::array<Attribute, 4>& attributes() {
  static const std::array<Attribute, 4> kAttributes = {{
      {"entra.client_app",
       {"browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"}},
      {"entra.platform",
       {"android", "iOS", "windows", "windowsPhone", "macOS", "linux", "unknown"}},
      {"entra.sign_in_risk", {"none", "low", "medium", "high", "hidden", "unknown"}},
      {"entra.user_risk", {"none", "low", "medium", "high", "hidden", "unknown"}},
  }};
  return kAttributes;
}

}  // namespace

const std::vector<std::string_view>& words_of(std::string_view attribute) {
  static const std::vector<std::string_view> kNone;
  const auto* const known = std::ranges::find(attributes(), attribute, &Attribute::name);
  return known == attributes().end() ? kNone : known->words;
}

void declare_attribute(SourceReading& reading, SourceReading::File& file,
                       std::string_view attribute, Place place) {
  const Name name = reading.names.intern(attribute);
  for (const SourceReading::File& other : reading.files) {
    const auto& known = other.declarations.context;
    if (std::ranges::find(known, name, &AttributeDeclaration::name) != known.end()) return;
  }
  AttributeDeclaration declared;
  declared.name = name;
  declared.key = declared.body = place;
  const bool is_text = attribute == kCountry || attribute == kGpsCountry;
  const std::vector<std::string_view>& words = words_of(attribute);
  declared.type.kind = is_text ? TypeKind::String : words.empty() ? TypeKind::Bool : TypeKind::Enum;
  declared.type.values.assign(words.begin(), words.end());
  declared.type.is_required = !is_text;
  file.declarations.context.push_back(std::move(declared));
}

}  // namespace accessdrift::entra
