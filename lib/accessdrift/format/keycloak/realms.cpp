#include "accessdrift/format/keycloak/realms.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::keycloak {
namespace {

using namespace source;

/// Of which a realm that is exported has some; `realm` alone is in the files of clients, too.
constexpr std::array<std::string_view, 7> kKeys = {
    "users", "roles", "clients", "groups", "sslRequired", "defaultRole", "federatedUsers"};

bool is_one(NodeView root) {
  if (!find_text(root, "realm")) return false;
  return std::ranges::any_of(
      kKeys, [&](std::string_view key) { return source::find(root, key).has_value(); });
}

/// The realm of those who run Keycloak: its people are few, and never meant where others are named.
constexpr std::string_view kMaster = "master";

std::string with_realm(const std::string& id, const std::set<std::string_view>& realms,
                       const std::string& realm, bool is_alone) {
  const std::size_t others = realms.size() - realms.count(kMaster);
  const bool is_plain = is_alone || (realm != kMaster && others < 2);
  return is_plain ? id : id + " (realm " + realm + ")";
}

}  // namespace

std::optional<NodeView> Realm::find(std::string_view key) const {
  for (const Document& document : documents) {
    if (const auto found = source::find(document.realm, key)) return found;
  }
  return std::nullopt;
}

bool is_realm(NodeView root) {
  if (!root.is_sequence()) return is_one(root);
  return !root.is_empty_collection() && is_one(root.first_child());
}

std::vector<Realm> realms_of(SourceReading& reading) {
  std::map<std::string, Realm, std::less<>> by_name;
  const auto add = [&](SourceReading::File& file, NodeView root) {
    if (!is_one(root)) {
      Diagnostic& problem =
          report(reading, "not-of-format", "this is no realm of Keycloak", root.span());
      problem.label = "expected `realm` with its `users`, `roles`, `groups` or `clients`";
      problem.help = "export it again, with `kc.sh export`";
      return;
    }
    const std::string name(text_of(root, "realm"));
    Realm& realm = by_name[name];
    realm.name = name;
    realm.documents.push_back({&file, root});
  };
  for (SourceReading::File& file : reading.files) {
    const NodeView root(file.document);
    if (root.is_sequence() && !root.is_empty_collection()) {
      each_item(root, [&](NodeView realm) { add(file, realm); });
    } else {
      add(file, root);
    }
  }
  std::vector<Realm> realms;
  for (auto& [name, realm] : by_name) {
    std::ranges::stable_partition(realm.documents, [](const Document& document) {
      return source::find(document.realm, "roles").has_value();
    });
    realms.push_back(std::move(realm));
  }
  return realms;
}

std::string path_of(std::string_view group) {
  while (group.starts_with('/')) group.remove_prefix(1);
  while (group.ends_with('/')) group.remove_suffix(1);
  return "/" + std::string(group);
}

Ids::Ids(const std::vector<Realm>& realms) : is_alone_(realms.size() == 1) {
  for (const Realm& realm : realms) {
    realm.each("users", [&](const Document&, NodeView user) {
      realms_of_user_[fold_ascii(text_of(user, "username"))].insert(realm.name);
      each_item(user, "groups", [&](NodeView group) {
        if (group.kind() == NodeKind::String)
          realms_of_group_[path_of(group.scalar())].insert(realm.name);
      });
    });
    for (const Document& document : realm.documents) {
      each_group(document.realm, [&](const std::string& path, NodeView) {
        realms_of_group_[path].insert(realm.name);
      });
    }
  }
}

std::string Ids::user(const Realm& realm, std::string_view username) const {
  const std::string id = fold_ascii(username);
  const auto known = realms_of_user_.find(id);
  return known == realms_of_user_.end() ? id : with_realm(id, known->second, realm.name, is_alone_);
}

std::string Ids::group(const Realm& realm, std::string_view path) const {
  const auto known = realms_of_group_.find(path);
  return known == realms_of_group_.end()
             ? std::string(path)
             : with_realm(std::string(path), known->second, realm.name, is_alone_);
}

}  // namespace accessdrift::keycloak
