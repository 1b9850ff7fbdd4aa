#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/json_unread_keys.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/read_source.h"
#include "accessdrift/format/registry.h"

namespace accessdrift {
namespace {

/// All that a provider says, also in lists of one kind and in what decides something.
constexpr std::string_view kScim = R"({
  "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
  "totalResults": 4, "meta": {"display": "of the root"},
  "Resources": [
    {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "externalId": "e1",
     "userName": "Ana@corp.example", "displayName": "Ana", "active": true,
     "name": {"formatted": "Ana A", "familyName": "A", "givenName": "Ana"},
     "emails": [{"value": "ana@x.example", "primary": true, "type": "work", "display": "Ana"},
                {"primary": false, "value": "a@x.example", "$ref": "x"}],
     "meta": {"resourceType": "User", "id": "9", "userName": "no@corp.example"},
     "phoneNumbers": [{"value": "1", "primary": true}], "groups": [{"value": "g", "$ref": "y"}]},
    {"meta": {"location": "https://x/\u00e4"}, "schemas":
     ["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "1"}},
     "id": "2", "userName": "ben@corp.example", "active": "False"},
    {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g", "displayName": "team",
     "members": [{"value": "1", "display": "Ana", "$ref": "z", "type": "User"},
                 {"display": "Ben", "value": "2"}, {"display": "nobody"}, {"value": "7"}],
     "meta": {"members": [{"value": "8"}]}},
    {"schemas": ["urn:x:Device"], "id": "d", "meta": {}}
  ]
})";

constexpr std::string_view kGoogle = R"({
  "kind": "admin#directory#users", "users": [
    {"kind": "admin#directory#user", "id": "1", "primaryEmail": "Ana@corp.example",
     "name": {"givenName": "Ana", "familyName": "A", "fullName": "Ana A"}, "isAdmin": false,
     "emails": [{"address": "ana@corp.example", "primary": true}], "suspended": false,
     "aliases": ["a@corp.example"], "nonEditableAliases": ["A@corp.example", "b@x.example"],
     "customSchemas": {"primaryEmail": {"aliases": ["no@corp.example"]}}, "archived": "True"},
    {"creationTime": "2020-01-01T00:00:00Z", "primaryEmail": "ben@corp.example", "id": "2"},
    {"primaryEmail": "eva@corp.example", "deletionTime": "2026-01-01T00:00:00Z", "id": "3",
     "customerId": "C", "phones": [{"id": "1"}]}
  ]
})";

constexpr std::string_view kOkta = R"([
  {"id": "00u1", "status": "ACTIVE", "created": "2020-01-01T00:00:00Z", "lastLogin": null,
   "statusChanged": "2020-01-01T00:00:00Z", "passwordChanged": "2020-01-01T00:00:00Z",
   "type": {"id": "oty1"}, "profile": {"login": "ana@corp.example", "firstName": "Ana",
   "lastName": "A", "mobilePhone": null, "secondEmail": null, "email": "a@corp.example",
   "department": {"login": "no@corp.example"}}},
  {"lastUpdated": "2020-01-01T00:00:00Z", "id": "00u2", "status": "SUSPENDED", "activated": null,
   "profile": {"firstName": "Ben", "login": "ben@corp.example", "costCenter": "7"}}
])";

constexpr std::string_view kEntra = R"({
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": [
    {"id": "u1", "userPrincipalName": "Ana@corp.example", "accountEnabled": true,
     "businessPhones": ["1", {"id": "u9"}], "givenName": "Ana", "surname": "A", "jobTitle": null,
     "mail": "a@corp.example", "createdDateTime": "2020-01-01T00:00:00Z"},
    {"officeLocation": "7", "id": "u2", "userPrincipalName": "ben@corp.example",
     "accountEnabled": false, "assignedLicenses": [{"skuId": "x"}], "mobilePhone": null}
  ]
})";

std::string told(const Names& names, const ReadSource& read) {
  std::string all;
  const auto tell = [&](std::string_view what, Name name, Place place) {
    all += std::string(what) + " " + (name.is_none() ? "" : std::string(names.text(name))) + " " +
           std::to_string(place.begin) + "-" + std::to_string(place.end) + "\n";
  };
  for (const DeclarationsPointer& file : read.declarations) {
    for (const UserDeclaration& user : file->users) {
      tell("user", user.id, user.key);
      tell("uid", user.uid, user.body);
      tell(to_text(user.status), user.spelling, user.status_place);
    }
    for (const NamePlace& alias : file->aliases) tell("alias", alias.name, alias.place);
    for (const GroupDeclaration& group : file->groups)
      tell(group.is_open ? "open group" : "group", group.id, group.body);
    for (const Mention& mention : file->mentions) tell("member", mention.id, mention.place);
    if (file->directory) tell("directory", {}, file->directory->place);
  }
  for (const Diagnostic& problem : read.problems)
    tell(problem.code + ": " + problem.message, {}, problem.span.place);
  return all;
}

std::string told_by(const Format& format, const Document& document) {
  Names names;
  return told(names, read_source(format, {{&document, nullptr}}, names));
}

struct Row {
  std::string_view format;
  std::string_view bytes;
  std::string_view said;  ///< in what it says
};

TEST_CASE("formats: what one never reads is left out, and it says the same") {
  for (const Row& row :
       {Row{"scim", kScim, "partial-source"}, Row{"google-directory", kGoogle, "alias b@x.example"},
        Row{"okta", kOkta, "alias a@corp.example"}, Row{"entra", kEntra, "alias a@corp.example"}}) {
    CAPTURE(row.format);
    const auto text = std::make_shared<const SourceText>("a.json", std::string(row.bytes));
    const Format& format = *find_format(row.format);
    const Result<Document> whole = read_json(text);
    const std::optional<Document> less =
        read_json_without(text, JsonForm::OneValue, unread_by(format));
    REQUIRE(whole);
    REQUIRE(less);
    CHECK(less->nodes.size() < whole->nodes.size() * 2 / 3);
    const std::string said = told_by(format, *whole);
    CHECK(said.find("user ana@corp.example") != std::string::npos);
    CHECK(said.find(row.said) != std::string::npos);
    CHECK(told_by(format, *less) == said);
    CHECK(formats_of("a.json", NodeView(*less)) == formats_of("a.json", NodeView(*whole)));
    CHECK(likely_format("a.json", row.bytes) == &format);
  }
}

TEST_CASE("formats: keys that one never reads are few and different") {
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    const std::span<const std::string_view> unread = unread_by(format);
    CHECK(unread.size() <= UnreadKeys::kMost);
    std::vector<std::string_view> keys(unread.begin(), unread.end());
    std::ranges::sort(keys);
    CHECK(std::ranges::adjacent_find(keys) == keys.end());
  }
}

TEST_CASE("likely_format: by a mark in the front, of those that leave something unread") {
  CHECK(likely_format("a.yaml", kScim) == nullptr);
  CHECK(likely_format("a.json", R"({"users": []})") == nullptr);
}

}  // namespace
}  // namespace accessdrift
