#include "accessdrift/format/keycloak/keycloak.h"

#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/filed_list.h"
#include "accessdrift/format/keycloak/realms.h"
#include "accessdrift/format/keycloak/roles.h"

namespace accessdrift::keycloak {
namespace {

using namespace source;

/// Reads one realm.
class RealmReading {
 public:
  RealmReading(SourceReading& reading, const Realm& realm, const Ids& ids)
      : reading_(reading),
        realm_(realm),
        ids_(ids),
        groups_(reading),
        roles_(reading, realm, groups_) {}

  void read() {
    const std::optional<NodeView> enabled = realm_.find("enabled");
    is_disabled_ = enabled && enabled->is_scalar() && enabled->scalar() == "false";
    tell_parts();
    note_clients();
    roles_.declare();
    for (const Document& document : realm_.documents) read_groups(document);
    realm_.each("users", [this](const Document& document, NodeView user) {
      read_user(*document.file, user);
    });
    roles_.tell_apart(is_partial_);
    if (is_partial_ && !is_disabled_) open_groups();  // else nobody who is left out signs in
    roles_.finish();
    groups_.finish();
  }

 private:
  /// Users may be anywhere else, or in files that are not here.
  void tell_parts() {
    const bool has_users = realm_.find("users").has_value();
    const NodeView name = *find_text(realm_.documents.front().realm, "realm");
    if (!has_users) {
      Diagnostic& problem =
          warn(reading_, "partial-source",
               "the users of realm `" + shortened(realm_.name) + "` are not here", name.span());
      problem.label = "so who is in its groups and has its roles is not known";
      problem.help = "export them, too: `kc.sh export --users realm_file`, or `different_files`";
      is_partial_ = true;
      open_directory(reading_, *realm_.documents.front().file, name.place());
    }
    tell_missing_file();
    tell_federation();
  }

  /// `corp-users-0.json` is the first of several files.
  void tell_missing_file() {
    const std::string prefix = realm_.name + "-users-";
    std::set<unsigned> numbers;
    const Document* last = nullptr;
    for (const Document& document : realm_.documents) {
      const std::vector<std::string_view> names = names_on(document.file->document.text->path());
      if (names.empty() || !names.front().starts_with(prefix)) continue;
      const std::string_view rest = names.front().substr(prefix.size());
      unsigned number = 0;
      const auto [stop, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
      if (problem != std::errc() || stop != rest.data() + rest.size()) continue;
      numbers.insert(number);
      last = &document;
    }
    if (last == nullptr || numbers.size() > *numbers.rbegin()) return;
    const NodeView said = *find_text(last->realm, "realm");
    Diagnostic& problem =
        warn(reading_, "partial-source",
             "files of users of realm `" + shortened(realm_.name) + "` are missing", said.span());
    problem.label = "the last one is number " + std::to_string(*numbers.rbegin()) + ", and " +
                    std::to_string(numbers.size()) + " are here";
    problem.help = "export them again";
    is_partial_ = true;
    open_directory(reading_, *last->file, said.place());
  }

  /// People of another directory are in an export once they have signed in, or never.
  void tell_federation() {
    const std::optional<NodeView> components = realm_.find("components");
    const std::optional<NodeView> providers =
        components ? find(*components, "org.keycloak.storage.UserStorageProvider") : std::nullopt;
    if (!providers) return;
    each_item(*providers, [this](NodeView provider) {
      if (!is_off(provider, "enabled")) tell_provider(provider);
    });
  }

  /// Settings of a component are lists of texts.
  static bool is_off(NodeView component, std::string_view key) {
    const std::optional<NodeView> config = find(component, "config");
    bool is_said = false;
    if (config) {
      each_item(*config, key, [&](NodeView value) {
        is_said = is_said || (value.is_scalar() && value.scalar() == "false");
      });
    }
    return is_said;
  }

  void tell_provider(NodeView provider) {
    const NodeView name = find_text(provider, "name").value_or(provider);
    const std::string text = name.is_scalar() ? shortened(name.scalar()) : "?";
    const bool is_imported = !is_off(provider, "importEnabled");
    Diagnostic& problem =
        warn(reading_, "partial-source", "further users come from `" + text + "`", name.span());
    problem.label = is_imported ? "who never signed in is not here"
                                : "none of them is here, nor what groups and roles they have";
    is_partial_ = is_partial_ || !is_imported;
    for (SourceReading::File& file : reading_.files) {
      if (file.document.text.get() == name.span().text) open_to_others(file, name.place());
    }
  }

  static void open_to_others(SourceReading::File& file, Place place) {
    if (!file.declarations.directory || file.declarations.directory->is_cut)
      file.declarations.directory = DirectoryDeclaration{false, place, place};
  }

  void note_clients() {
    realm_.each("clients", [this](const Document&, NodeView client) {
      const bool is_off =
          truth(client, "enabled") == false || truth(client, "serviceAccountsEnabled") == false;
      if (is_off) off_.insert(std::string(text_of(client, "clientId")));
    });
  }

  void read_groups(const Document& document) {
    SourceReading::File& file = *document.file;
    const std::size_t first = paths_.size();
    each_group(document.realm, [&](const std::string& path, NodeView group) {
      const Name id = reading_.names.intern(ids_.group(realm_, path));
      const Place key = find_text(group, "name")->place();
      (void)groups_.part_of(file, id, key, group.place());
      paths_.emplace_back(path, id);
    });
    std::size_t at = first;
    each_group(document.realm, [&](const std::string&, NodeView group) {
      roles_.each_of(file, group, [&](GroupLists::Part& part, NodeView role) {
        add_group_and_below(part, at, role.place());
      });
      ++at;
    });
  }

  /// Roles of a group are those of the groups below it, too, which stand behind it.
  void add_group_and_below(GroupLists::Part& part, std::size_t group, Place place) {
    const std::string below = paths_[group].first + "/";
    part.add(paths_[group].second, MentionKind::Group, place);
    for (std::size_t at = group + 1; at < paths_.size(); ++at) {
      if (!paths_[at].first.starts_with(below)) return;
      part.add(paths_[at].second, MentionKind::Group, place);
    }
  }

  void read_user(SourceReading::File& file, NodeView user) {
    const std::optional<NodeView> name = find_text(user, "username");
    if (!name) {
      report(reading_, "missing-key", "this user has no `username`", user.span()).label =
          "policies and groups name it by that";
      return;
    }
    UserDeclaration declared;
    const std::string id = ids_.user(realm_, name->scalar());
    declared.id = reading_.names.intern(id);
    declared.spelling = declared.id;
    declared.key = name->place();
    declared.body = user.place();
    if (const std::string_view uid = text_of(user, "id"); !uid.empty())
      declared.uid = reading_.names.intern(uid);
    const std::string_view client = text_of(user, "serviceAccountClientId");
    declared.is_service = !client.empty();
    add_alias(file.declarations, declared, user);
    add_status(declared, user, *name);
    file.declarations.users.push_back(declared);
    each_item(user, "groups", [&](NodeView group) {
      if (group.kind() != NodeKind::String) return;
      const Name in = reading_.names.intern(ids_.group(realm_, path_of(group.scalar())));
      groups_.part_of(file, in, group.place(), user.place())
          .add(declared.id, MentionKind::User, group.place());
    });
    roles_.each_of(file, user, [&](GroupLists::Part& part, NodeView role) {
      part.add(declared.id, MentionKind::User, role.place());
    });
  }

  void add_alias(Declarations& declarations, UserDeclaration& declared, NodeView user) {
    declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
    const std::optional<NodeView> email = find_text(user, "email");
    if (!email) return;
    const Name alias = intern_folded(reading_, email->scalar());
    if (alias == declared.id) return;
    declarations.aliases.push_back({alias, email->place()});
    declared.aliases.count = 1;
  }

  /// An import takes a user who does not say it for one that is not enabled.
  void add_status(UserDeclaration& declared, NodeView user, NodeView name) {
    const std::optional<bool> is_enabled = truth(user, "enabled");
    const std::optional<NodeView> client = find_text(user, "serviceAccountClientId");
    if (is_enabled != true) {
      declared.status = Status::Disabled;
      declared.status_place = (is_enabled ? *find(user, "enabled") : name).place();
      if (!is_enabled) {
        warn(reading_, "unknown-status",
             "`" + shortened(name.scalar()) + "` does not say whether it is enabled", name.span())
            .label = "taken as disabled, as an import does";
      }
    } else if (client && off_.contains(std::string(client->scalar()))) {
      declared.status = Status::Disabled;
      declared.status_place = client->place();
    } else if (is_disabled_) {
      declared.status = Status::Disabled;
      declared.status_place = name.place();
    }
  }

  void open_groups() {
    for (const auto& [group, parts] : groups_.groups())
      open(parts.front()->declared, parts.front()->declared.key);
  }

  SourceReading& reading_;
  const Realm& realm_;
  const Ids& ids_;
  GroupLists groups_;
  Roles roles_;
  std::vector<std::pair<std::string, Name>> paths_;  ///< of all groups
  std::set<std::string> off_;  ///< clients without a service account that can sign in
  bool is_disabled_ = false;
  bool is_partial_ = false;
};

}  // namespace

bool recognizes(NodeView root) { return is_realm(root); }

void read(SourceReading& reading) {
  const std::vector<Realm> realms = realms_of(reading);
  const Ids ids(realms);
  for (const Realm& realm : realms) RealmReading(reading, realm, ids).read();
}

}  // namespace accessdrift::keycloak
