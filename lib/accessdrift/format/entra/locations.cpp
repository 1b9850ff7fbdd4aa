#include "accessdrift/format/entra/locations.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/entra/condition.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::entra {
namespace {

using namespace source;

/// What older policies call the addresses that are trusted for MFA.
constexpr std::string_view kTrustedAddressesId = "00000000-0000-0000-0000-000000000000";
/// Told apart if a side lacks some; and which, as far as policies ask for them.
constexpr std::string_view kLacked = "locations on further pages";
/// What another side tells of a location may be told on a page that is not here, on both sides; or
/// that further ones are trusted.
constexpr std::string_view kRepeated = "unknown.repeated_by_locations_on_further_pages_of_entra";
constexpr std::string_view kAdded = "unknown.trusted_locations_on_further_pages_of_entra";

std::string attribute_of(std::string_view location) {
  return "entra.location_" + attribute_word(location);
}

}  // namespace

void Locations::note(SourceReading::File& file, NodeView location) {
  const std::optional<NodeView> id = find_text(location, "id");
  const std::optional<NodeView> title = find_text(location, "displayName");
  if (!id) return;
  by_id_.emplace(fold_ascii(id->scalar()),
                 Location{&file, location, title ? *title : *id, {}, {}, false});
}

void Locations::finish() {
  for (auto& [id, location] : by_id_) {
    location.is_trusted = truth(location.location, "isTrusted") == true;
    if (find(location.location, "ipRanges")) {
      declare_network(location);
    } else if (find(location.location, "countriesAndRegions")) {
      read_countries(location);
    } else {
      location.fact = "entra.location_" + attribute_word(location.title.scalar());
      location.test = location.fact;
    }
  }
}

void Locations::declare_network(Location& location) {
  std::string name = "entra_" + attribute_word(location.title.scalar());
  if (const int known = names_[name]++; known > 0) name += "_" + std::to_string(known + 1);
  NetworkDeclaration network;
  network.name = reading_.names.intern(name);
  network.key = location.title.place();
  network.body = location.location.place();
  each_item(location.location, "ipRanges", [&](NodeView range) {
    const std::optional<NodeView> address = find_text(range, "cidrAddress");
    const NodeView said = address ? *address : range;
    const ParsedPrefix parsed = parse_prefix(said.is_scalar() ? said.scalar() : std::string_view());
    if (parsed.problem && *parsed.problem != PrefixProblem::HostBitsSet) {
      report(reading_, "invalid-ip", "a range of this location is no network", said.span()).label =
          "expected `cidrAddress`, as 203.0.113.0/24";
      return;
    }
    const auto is_same = [&](const NetworkDeclaration::Entry& entry) {
      return entry.prefix == parsed.prefix;
    };
    if (std::ranges::any_of(network.entries, is_same)) return;
    network.entries.push_back({parsed.prefix, {}, said.place()});
  });
  location.test = network.entries.empty() ? "false" : "request.ip in networks." + name;
  if (network.entries.empty()) return;
  location.file->declarations.networks.push_back(std::move(network));
}

void Locations::read_countries(Location& location) {
  const bool is_by_app = text_of(location.location, "countryLookupMethod") == "authenticatorAppGps";
  location.fact = is_by_app ? kGpsCountry : kCountry;
  const std::string& attribute = location.fact;
  std::string countries;
  each_item(location.location, "countriesAndRegions", [&](NodeView country) {
    if (country.kind() != NodeKind::String) return;
    countries += (countries.empty() ? "" : ", ") + quoted_text(country.scalar());
  });
  std::vector<std::string> tests;
  if (!countries.empty())
    tests.push_back("(has(" + attribute + ") && " + attribute + " in [" + countries + "])");
  if (truth(location.location, "includeUnknownCountriesAndRegions") == true)
    tests.push_back("!has(" + attribute + ")");
  location.test = tests.empty() ? "false" : any_of(tests);
}

void Locations::tell_cut() {
  is_cut_ = true;
  reading_.between.tell(kLacked);
}

std::string Locations::unknown(SourceReading::File& file, std::string_view name, Place place) {
  declare_attribute(reading_, file, name, {TypeKind::Bool, {}, true, true}, place);
  return std::string(name);
}

std::string Locations::all_trusted(SourceReading::File& file, Place place) {
  std::vector<std::string> trusted;
  for (const auto& [id, location] : by_id_) {
    if (!location.is_trusted) continue;
    if (!location.fact.empty()) declare_sign_in(reading_, file, location.fact, place);
    trusted.push_back(location.test);
  }
  declare_sign_in(reading_, file, kTrustedAddress, place);
  trusted.emplace_back(kTrustedAddress);
  if (reading_.between.is_told(kLacked)) trusted.push_back(unknown(file, kRepeated, place));
  if (is_cut_) trusted.push_back(unknown(file, kAdded, place));
  return any_of(trusted);
}

std::string Locations::test(SourceReading::File& file, NodeView word) {
  const std::string_view said = word.scalar();
  const auto declare = [&](std::string_view attribute) {
    if (!attribute.empty()) declare_sign_in(reading_, file, attribute, word.place());
    return std::string(attribute);
  };
  if (said == "AllTrusted") return all_trusted(file, word.place());
  if (said == kTrustedAddressesId) return declare(kTrustedAddress);
  std::string attribute = attribute_of(said);
  if (const auto known = by_id_.find(fold_ascii(said)); known != by_id_.end()) {
    (void)declare(known->second.fact);
    if (!reading_.between.is_told(kLacked, {attribute})) return known->second.test;
    return "(" + unknown(file, kRepeated, word.place()) + " ? " + declare(attribute) + " : " +
           known->second.test + ")";
  }
  (void)declare(attribute);
  if (is_cut_) reading_.between.tell(kLacked, {attribute});
  if (!is_cut_ && !std::exchange(told_unknown_, true)) {
    Diagnostic& problem =
        warn(reading_, "partial-source", "the named location `" + shortened(said) + "` is not here",
             word.span());
    problem.label = "so what lies in it is not known: `" + attribute + "`";
    problem.help = "export `GET /v1.0/identity/conditionalAccess/namedLocations`, too";
  }
  return attribute;
}

}  // namespace accessdrift::entra
