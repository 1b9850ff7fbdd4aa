#include <algorithm>
#include <array>
#include <map>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

std::optional<NamePlace> read_reference(Reading& reading, const Owner& owner, const Entry& entry) {
  if (!expect_text(reading, owner, entry.key.scalar(), entry.value, "an id as text"))
    return std::nullopt;
  return NamePlace{reading.names.intern(entry.value.scalar()), entry.value.place()};
}

bool expect_resource_id(Reading& reading, NodeView key) {
  if (!expect_id(reading, "resource", key)) return false;
  if (!expect_no_reserved_prefix(reading, "resource", key.scalar(), key.place())) return false;
  if (key.scalar().find('*') == std::string_view::npos) return true;
  report(reading, "invalid-name", quoted(key.scalar()) + " cannot be the id of a resource",
         key.place())
      .label = "`*` makes a pattern";
  reading.file.is_partial = true;
  return false;
}

void report_type_and_actions(Reading& reading, const Owner& owner, NodeView body) {
  Place type;
  Place actions;
  for_each_entry(reading, body, [&](const Entry& entry) {
    if (entry.key.scalar() == "type") type = entry.key.place();
    if (entry.key.scalar() == "actions") actions = entry.key.place();
  });
  const auto [first, second] = std::minmax(type, actions);
  Diagnostic& diagnostic = report(reading, "conflicting-keys",
                                  to_text(owner) + " has both `type` and `actions`", second);
  diagnostic.label = "expected one of them";
  diagnostic.notes.push_back({{reading.document.text.get(), first}, "the other one"});
}

constexpr std::string_view kUrls = "a URL as text or a list of them";

void read_url(Reading& reading, const Owner& owner, NodeView value,
              std::vector<UrlDeclaration>& urls) {
  auto pattern = parse_url_pattern(value.scalar());
  if (pattern) return urls.push_back({*std::move(pattern), value.place()});
  const UrlRefusal& refusal = pattern.error();
  const auto at = static_cast<std::uint32_t>(refusal.offset);
  const auto end = static_cast<std::uint32_t>(value.scalar().size());
  Diagnostic& diagnostic = report(reading, "invalid-url",
                                  quoted(value.scalar()) + " is no `url` of " + to_text(owner) +
                                      ": " + std::string(text_of(refusal.problem)),
                                  condition_text(value).place_of(std::min(at, end), end));
  diagnostic.label = text_of(refusal.problem);
}

/// One counts once, however it is written.
void report_repeated_urls(Reading& reading, const Owner& owner,
                          const std::vector<UrlDeclaration>& urls) {
  std::map<UrlPattern, Place> seen;
  for (const UrlDeclaration& url : urls) {
    const auto [first, is_new] = seen.emplace(url.pattern, url.place);
    if (!is_new)
      report_repeated_member(reading, owner, "url", to_text(url.pattern),
                             {url.place, first->second});
  }
}

std::vector<UrlDeclaration> read_urls(Reading& reading, const Owner& owner, NodeView value) {
  std::vector<UrlDeclaration> urls;
  if (value.kind() == NodeKind::String) {
    read_url(reading, owner, value, urls);
    return urls;
  }
  if (!value.is_sequence()) {
    report_wrong_type(reading, owner, "url", value, kUrls);
    return urls;
  }
  if (value.is_empty_collection()) {
    report(reading, "empty-list", "`url` of " + to_text(owner) + " is an empty list", value.place())
        .label = "expected URLs";
  }
  for_each_item(value, [&](NodeView item) {
    if (item.kind() != NodeKind::String || item.scalar().empty())
      return report_wrong_item(reading, owner, "url", item);
    read_url(reading, owner, item, urls);
  });
  report_repeated_urls(reading, owner, urls);
  return urls;
}

void read_resource(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 5> kKeys = {"type", "actions", "parent", "url",
                                                     "attributes"};
  if (!expect_resource_id(reading, entry.key)) return;
  const Owner owner{"resource", entry.key.scalar()};
  ResourceDeclaration resource;
  resource.id = reading.names.intern(owner.id);
  resource.key = entry.key.place();
  resource.body = entry.value.place();
  const auto read_entry = [&](const Entry& inner) {
    const std::string_view key = inner.key.scalar();
    if (key == "type") {
      resource.type = read_reference(reading, owner, inner);
    } else if (key == "parent") {
      resource.parent = read_reference(reading, owner, inner);
    } else if (key == "actions") {
      resource.actions =
          read_names(reading, owner, key, inner.value, {"actions", Emptiness::Refused});
    } else if (key == "attributes") {
      resource.attributes = read_attribute_values(reading, owner, inner.value);
    } else if (key == "url") {
      resource.urls = read_urls(reading, owner, inner.value);
    } else {
      report_unknown_key(reading, owner, inner.key, kKeys);
    }
  };
  if (expect_mapping(reading, owner, {}, entry.value, "a mapping")) {
    for_each_entry(reading, entry.value, read_entry);
    if (resource.type && resource.actions) report_type_and_actions(reading, owner, entry.value);
  }
  reading.file.declarations.resources.push_back(std::move(resource));
}

}  // namespace

void read_resources(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) { read_resource(reading, entry); });
}

}  // namespace accessdrift::native
