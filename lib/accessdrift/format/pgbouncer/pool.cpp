#include "accessdrift/format/pgbouncer/pool.h"

#include <algorithm>
#include <map>
#include <utility>

#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::pgbouncer {
namespace {

/// Puts users into the files that tell of them.
class UserDeclaring {
 public:
  explicit UserDeclaring(SourceReading& reading) : reading_(reading) {}

  void declare(const std::string& name, const User& user) {
    std::string buffer;
    UserDeclaration declared;
    declared.id = reading_.names.intern(folded_identity(name, buffer));
    declared.spelling = reading_.names.intern(name);
    declared.key = declared.body = user.place;
    // Where the server lists it, too, what the server says of it counts.
    declared.yields = true;
    const bool is_new = known_.emplace(declared.id, user.file).second;
    if (is_new) user.file->declarations.users.push_back(declared);
  }

 private:
  SourceReading& reading_;
  std::map<Name, SourceReading::File*> known_;
};

/// Declares resources; of one that leads to the server behind, where and as whom.
class ResourceDeclaring {
 public:
  explicit ResourceDeclaring(SourceReading& reading) : names_(reading.names) {
    for (const Passage& passage : reading.passages)
      if (passage.is_here) passages_.emplace(passage.resource, &passage);
  }

  struct Told {
    std::string id;
    Place key, body;
    std::string parent;
    std::vector<std::string> actions;
  };
  void declare(SourceReading::File& file, const Told& told) {
    ResourceDeclaration resource;
    resource.id = names_.intern(told.id);
    resource.key = told.key;
    resource.body = told.body;
    if (!told.parent.empty()) resource.parent = NamePlace{names_.intern(told.parent), told.key};
    resource.actions.emplace();
    for (const std::string& action : told.actions)
      resource.actions->push_back({names_.intern(action), told.key});
    const auto passage = passages_.find(told.id);
    if (passage != passages_.end()) add_way(*passage->second, file, resource);
    file.declarations.resources.push_back(std::move(resource));
  }

 private:
  void add_way(const Passage& way, SourceReading::File& file, ResourceDeclaration& resource) {
    std::vector<AttributeValue>& values = file.declarations.attribute_values;
    resource.attributes.first = static_cast<std::uint32_t>(values.size());
    const auto tell = [&](std::string_view name, const std::string& text) {
      values.push_back({names_.intern(name),
                        {Literal::Kind::String, names_.intern(text)},
                        resource.key,
                        resource.body});
    };
    const bool is_named = way.database == Passage::Database::Named;
    tell(kServerAttribute, "postgresql" + (is_named ? "/" + way.database_name : std::string()));
    if (!way.role.empty()) tell(kRoleAttribute, way.role);
    resource.attributes.count =
        static_cast<std::uint32_t>(values.size()) - resource.attributes.first;
  }

  Names& names_;
  std::map<std::string_view, const Passage*> passages_;
};

}  // namespace

Pool::Pool(const Instance& instance, const VersionedRules& rules, std::set<std::string>& told_apart,
           const std::set<std::string>& beside)
    : instance_(instance) {
  for (const Database& database : instance.databases) databases_.insert(database.name);
  for (const auto& [name, user] : instance.users) has_md5_ = has_md5_ || user.secret == Secret::Md5;
  has_replication_ = instance.auth_type != AuthType::Hba;
  for (const HbaLine& line : rules.lines)
    for (const LineReading& reading : line.readings) note(reading);
  told_apart.insert(databases_.begin(), databases_.end());
  if (instance.fallback) {
    databases_.insert(beside.begin(), beside.end());
    databases_.erase("pgbouncer");  // the console
    told_apart.insert(databases_.begin(), databases_.end());
    databases_.insert(told_apart.begin(), told_apart.end());
  }
  all_ = find_all();
}

void Pool::note(const LineReading& reading) {
  const auto& names = reading.rule.databases;
  const hba::Method method = reading.rule.method;
  has_ldap_ = has_ldap_ ||
              (reading.is_current && (method == hba::Method::Ldap || method == hba::Method::Pam));
  has_replication_ = has_replication_ || has_term(names, hba::NameTerm::Kind::Replication);
  if (!instance_.fallback) return;
  for (const hba::NameTerm& name : names) {
    if (name.kind == hba::NameTerm::Kind::Name && name.text != "pgbouncer")
      databases_.insert(name.text);
  }
}

std::string Pool::resource_of(std::string_view database) const {
  return instance_.id(std::string(kPool) + "/" + std::string(database));
}

const Database* Pool::find(const std::string& database) const {
  const auto found = std::ranges::lower_bound(instance_.databases, database, {}, &Database::name);
  if (found != instance_.databases.end() && found->name == database) return &*found;
  return instance_.fallback ? &*instance_.fallback : nullptr;
}

bool Pool::is_open(const std::string& database) const {
  const Database* const found = find(database);
  return found != nullptr && instance_.is_open(*found);
}

Reached Pool::find_all() const {
  Reached all;
  all.is_all = true;
  (instance_.are_users_known ? all.closed : all.open).push_back(console());
  std::vector<std::string> open, closed;
  for (const std::string& database : databases_)
    (is_open(database) ? open : closed).push_back(resource_of(database));
  if (instance_.fallback) {
    std::vector<std::string>& others = instance_.is_open(*instance_.fallback) ? open : closed;
    others.push_back(resource_of(kOthers));
    others.push_back(resource_of(kOwn));
  }
  if (open.empty() || closed.empty()) {
    std::vector<std::string>& same = open.empty() ? all.closed : all.open;
    same.insert(same.begin(), instance_.id(kPool));
    return all;
  }
  all.open.insert(all.open.end(), open.begin(), open.end());
  all.closed.insert(all.closed.end(), closed.begin(), closed.end());
  return all;
}

Reached Pool::named(const std::vector<std::string>& databases) const {
  Reached reached;
  for (const std::string& database : databases) {
    if (database == "pgbouncer") {
      (instance_.are_users_known ? reached.closed : reached.open).push_back(console());
    } else if (databases_.contains(database)) {
      (is_open(database) ? reached.open : reached.closed).push_back(resource_of(database));
    }
  }
  return reached;
}

Reached Pool::called_as_user() const {
  if (!instance_.fallback) return {};
  const std::vector<std::string> own = {resource_of(kOwn)};
  return instance_.is_open(*instance_.fallback) ? Reached{{}, own} : Reached{own, {}};
}

Reached Pool::replication() const {
  const std::vector<std::string> all = {instance_.id(kReplication)};
  const bool is_open = instance_.auth_user || !instance_.are_users_known ||
                       (instance_.fallback && instance_.is_open(*instance_.fallback)) ||
                       std::ranges::any_of(instance_.databases, [&](const Database& database) {
                         return instance_.is_open(database);
                       });
  return is_open ? Reached{{}, all} : Reached{all, {}};
}

void Pool::declare(SourceReading& reading, const std::set<std::string_view>& groups) const {
  declare_resources(reading);
  declare_users(reading, groups);
  declare_directory(reading);
}

/// What says that users are looked up.
const Written* Pool::looking_up() const {
  if (instance_.auth_user) return &*instance_.auth_user;
  for (const Database& database : instance_.databases)
    if (database.auth_user) return &*database.auth_user;
  if (instance_.fallback && instance_.fallback->auth_user) return &*instance_.fallback->auth_user;
  return nullptr;
}

bool Pool::is_open() const {
  return looking_up() != nullptr || instance_.auth_type == AuthType::Pam ||
         instance_.auth_type == AuthType::Ldap || instance_.auth_type == AuthType::Any ||
         has_ldap_ || !instance_.are_users_known;
}

void Pool::declare_directory(SourceReading& reading) const {
  if (!is_open()) return;
  const Written* const said = looking_up();
  DirectoryDeclaration open;
  open.is_closed = false;
  SourceReading::File& file = said != nullptr ? *said->file : *instance_.auth_type_at.file;
  open.key = open.place = said != nullptr ? said->place : instance_.auth_type_at.place;
  const bool is_told = std::ranges::any_of(reading.files, [](const SourceReading::File& one) {
    return one.declarations.directory.has_value();
  });
  if (!is_told) file.declarations.directory = open;
}

void Pool::declare_resources(SourceReading& reading) const {
  ResourceDeclaring declaring(reading);
  const Place start = {0, 0};
  const std::string pool = instance_.id(kPool);
  declaring.declare(*instance_.file, {pool, start, start, "", {}});
  const auto declare = [&](const Database& database, std::string_view name) {
    std::vector<std::string> actions = {"connect"};
    if (database.user) actions.push_back("connect as " + database.user->text);
    declaring.declare(*database.file,
                      {resource_of(name), database.key, database.body, pool, actions});
  };
  for (const std::string& name : databases_) declare(*find(name), name);
  if (instance_.fallback) {
    for (const std::string_view other : {kOthers, kOwn}) declare(*instance_.fallback, other);
  }
  declaring.declare(*instance_.file, {console(), start, start, "", {"connect", "administer"}});
  if (has_replication_)
    declaring.declare(*instance_.file, {instance_.id(kReplication), start, start, "", {"connect"}});
}

void Pool::declare_users(SourceReading& reading,
                         const std::set<std::string_view>& groups_named) const {
  UserDeclaring declaring(reading);
  struct Members {
    std::vector<Mention> all, with, without, md5;
  };
  SourceReading::File& home = instance_.userlist != nullptr ? *instance_.userlist : *instance_.file;
  Policies groups(reading, home);
  Members members;
  for (const auto& [name, user] : instance_.users) {
    declaring.declare(name, user);
    const Place place = user.file == &home ? user.place : Place{0, 0};
    const Mention mention = groups.mention(name, MentionKind::User, place);
    members.all.push_back(mention);
    if (user.secret == Secret::None) {
      members.without.push_back(mention);
      continue;
    }
    members.with.push_back(mention);
    if (user.secret == Secret::Md5) members.md5.push_back(mention);
  }
  const auto add = [&](std::string_view group, const std::vector<Mention>& of_group) {
    if (groups_named.contains(group)) groups.add_group(instance_.id(group), {0, 0}, of_group);
  };
  add(kUsers, members.with);
  add(kUsersWithoutSecret, members.without);
  const auto add_list = [&](std::string_view list, const std::vector<Mention>& of_list) {
    if (groups_named.contains(list)) groups.add_list(instance_.list(list), {0, 0}, of_list);
  };
  add_list(kUserList, members.all);
  add_list(kWithoutSecretList, members.without);
  add_list(kWithMd5List, members.md5);
}

}  // namespace accessdrift::pgbouncer
