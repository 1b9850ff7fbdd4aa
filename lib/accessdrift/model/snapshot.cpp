#include "accessdrift/model/snapshot.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/model/request.h"

namespace accessdrift {
namespace {

bool is_written_as(Literal::Kind literal, TypeKind type) {
  switch (type) {
    case TypeKind::Bool:
      return literal == Literal::Kind::Boolean;
    case TypeKind::Int:
      return literal == Literal::Kind::Integer;
    case TypeKind::Set:
      return literal == Literal::Kind::List;
    case TypeKind::String:
    case TypeKind::Ip:
    case TypeKind::Time:
    case TypeKind::Enum:
      return literal == Literal::Kind::String;
    case TypeKind::Duration:
      break;
  }
  return false;
}

std::optional<Value> set_value(std::string_view joined, const AttributeType& type) {
  std::set<std::string> elements;
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find(kListSeparator), joined.size());
    if (std::ranges::find(type.values, joined.substr(0, end)) == type.values.end())
      return std::nullopt;
    elements.emplace(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return std::optional<Value>(std::in_place, std::move(elements));
}

/// A thing that says one attribute twice has a duplicate key, which no document has.
std::optional<Value> find_value(const Snapshot& snapshot, const Declarations& file, Range range,
                                std::string_view attribute) {
  const auto type = snapshot.schema.attributes.find(attribute);
  const Name name = snapshot.names->find(attribute);
  if (type == snapshot.schema.attributes.end() || name.is_none()) return std::nullopt;
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
    const AttributeValue& value = file.attribute_values[i];
    if (value.attribute == name) return typed_value(value.value, type->second, *snapshot.names);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> typed_value(const Literal& literal, const AttributeType& type,
                                 const Names& names) {
  if (!is_written_as(literal.kind, type.kind)) return std::nullopt;
  const std::string_view text = names.text(literal.text);
  return type.kind == TypeKind::Set ? set_value(text, type) : parse_value(text, type);
}

Name Snapshot::Actions::action_of(Name method) const {
  const auto found = std::ranges::find(methods, method, &std::pair<Name, Name>::first);
  return found == methods.end() ? Name{} : found->second;
}

bool Snapshot::is_found_by_url(ResourceIndex resource, Name action) const {
  const auto& methods = resource_actions[resource.index()]->methods;
  const bool has_method =
      std::ranges::find(methods, action, &std::pair<Name, Name>::second) != methods.end();
  return has_method && !resources[resource.index()]->urls.empty();
}

Declared<DirectoryDeclaration> directory_of(const std::vector<DeclarationsPointer>& files) {
  Declared<DirectoryDeclaration> deciding;
  const auto outweighs = [&](const Declarations& file) {
    if (deciding.it == nullptr) return true;
    if (file.is_native() != deciding.file->is_native()) return file.is_native();
    return deciding->is_cut && !file.directory->is_cut;
  };
  for (const DeclarationsPointer& file : files)
    if (file->directory && outweighs(*file)) deciding = {&*file->directory, file.get()};
  return deciding;
}

bool is_closed(const std::vector<DeclarationsPointer>& files) {
  const Declared<DirectoryDeclaration> said = directory_of(files);
  if (said.it != nullptr) return said->is_closed;
  return files.empty() || std::ranges::any_of(files, [](const DeclarationsPointer& file) {
           return !file->users.empty();
         });
}

UserIndex Snapshot::find_user(std::string_view id_or_alias) const {
  std::string buffer;
  const Name name = names->find(folded_identity(id_or_alias, buffer));
  return name.is_none() ? UserIndex{} : user_by_name.find(name);
}

bool Snapshot::names_claimants() const {
  return std::ranges::any_of(policies, [](const Declared<PolicyDeclaration>& policy) {
    return std::ranges::find(policy->who, MentionKind::Claimant, &Mention::kind) !=
           policy->who.end();
  });
}

UserIndex Snapshot::find_stranger(std::string_view id) const {
  const bool is_reserved = id.starts_with(kClientPrefix) || id.starts_with(kMemberPrefix) ||
                           id.starts_with(kStrangerPrefix);
  if (is_closed || is_reserved || id == kAnonymous || id == kSignedOut) return {};
  const std::size_t at = id.rfind('@');
  const UserIndex of_domain =
      at == std::string_view::npos
          ? UserIndex{}
          : find_user(std::string(kStrangerPrefix) + fold_ascii(id.substr(at + 1)));
  return of_domain.is_none() ? find_user(std::string(kStrangerPrefix) + "*") : of_domain;
}

GroupIndex Snapshot::find_group(std::string_view id) const {
  const Name name = names->find(id);
  return name.is_none() ? GroupIndex{} : group_by_name.find(name);
}

ClientIndex Snapshot::find_client(std::string_view identity) const {
  if (!identity.starts_with(kClientPrefix)) return {};
  const Name name = names->find(identity.substr(kClientPrefix.size()));
  return name.is_none() ? ClientIndex{} : client_by_name.find(name);
}

ResourceIndex Snapshot::find_resource(std::string_view id) const {
  const Name name = names->find(id);
  return name.is_none() ? ResourceIndex{} : resource_by_name.find(name);
}

std::optional<Value> Snapshot::attribute_of(UserIndex user, std::string_view attribute) const {
  const auto& [declared, file] = users[user.index()];
  return find_value(*this, *file, declared->attributes, attribute);
}

std::optional<Value> Snapshot::attribute_of(ResourceIndex resource,
                                            std::string_view attribute) const {
  const auto& [declared, file] = resources[resource.index()];
  return find_value(*this, *file, declared->attributes, attribute);
}

}  // namespace accessdrift
