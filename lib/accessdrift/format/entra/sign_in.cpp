#include "accessdrift/format/entra/sign_in.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/format/named_unknown.h"

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

void declare_sign_in(SourceReading& reading, SourceReading::File& file, std::string_view attribute,
                     Place place) {
  AttributeType type;
  const bool is_text = attribute == kCountry || attribute == kGpsCountry;
  const std::vector<std::string_view>& words = words_of(attribute);
  type.kind = is_text ? TypeKind::String : words.empty() ? TypeKind::Bool : TypeKind::Enum;
  type.values.assign(words.begin(), words.end());
  type.is_required = !is_text;
  source::declare_attribute(reading, file, attribute, std::move(type), place);
}

}  // namespace accessdrift::entra
