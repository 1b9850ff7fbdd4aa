#include <algorithm>
#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/pgbouncer/backend.h"
#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

/// Finds how each database leads to the server.
class Passages {
 public:
  Passages(SourceReading& reading, const Pool& pool, Logins& logins, const Backend& backend)
      : reading_(reading),
        pool_(pool),
        instance_(pool.instance()),
        logins_(logins),
        backend_(backend),
        policies_(reading, *instance_.file) {}

  std::vector<std::string> declare() {
    if (!reading_.beside.has_server) tell_missing_server();
    for (const std::string& name : pool_.databases())
      add(*pool_.find(name), pool_.resource_of(name), Passage::Database::Named, name);
    if (instance_.fallback) {
      add(*instance_.fallback, pool_.resource_of(kOthers), Passage::Database::Other, {});
      add(*instance_.fallback, pool_.resource_of(kOwn), Passage::Database::Own, {});
    }
    if (pool_.has_replication())
      add_unknown(instance_.id(kReplication), "replication", Place{0, 0}, *instance_.file);
    std::vector<std::string> gates;
    if (has_passages_) gates.push_back(gate_);
    if (unknown_.empty()) return gates;
    gates.push_back(instance_.id("servers that are not read"));
    policies_.add_set(gates.back(), Combine::FirstApplicable, {0, 0}, unknown_);
    return gates;
  }

 private:
  void tell_missing_server() {
    source::warn(reading_, "partial-source",
                 "`backend` is told, and no files of its server are read",
                 backend_.options().span(backend_.place()))
        .label = "so whom the server lets in is a named unknown";
  }

  void add(const Database& database, const std::string& resource, Passage::Database kind,
           const std::string& name) {
    if (!reading_.beside.has_server || !backend_.is_led_to(database)) {
      add_unknown(resource, name.empty() ? std::string(kOthers) : name, database.key,
                  *database.file);
      return;
    }
    std::set<std::optional<IpAddress>> addresses;
    for (const std::string& host : hosts_of(database)) {
      std::optional<IpAddress> from;
      if (!is_socket(host)) {
        from = backend_.address_to(host);
        if (!from) return tell_missing_address(database);
      }
      addresses.insert(from);
    }
    if (addresses.size() > 1) {  // now by this way, now by that
      add_unknown(resource, name.empty() ? std::string(kOthers) : name, database.key,
                  *database.file);
      return;
    }
    Passage passage;
    passage.resource = resource;
    passage.gate = gate_;
    passage.by = instance_.id(kPool);
    passage.database = database.dbname.empty() ? kind : Passage::Database::Named;
    passage.database_name = database.dbname.empty() ? name : database.dbname;
    passage.address = *addresses.begin();
    passage.has_certificate = instance_.has_server_certificate;
    if (passage.address) passage.with_tls = with_tls();
    add_secret(database, passage);
    has_passages_ = true;
    reading_.passages.push_back(std::move(passage));
  }

  /// A condition with a name, declared once, at what tells it.
  std::string named(const std::string& name, const std::string& text, const std::string& words,
                    const Written* at) {
    if (named_.insert(name).second) {
      SourceReading::File& file = at == nullptr ? *instance_.file : *at->file;
      const Place place = at == nullptr ? Place{0, 0} : at->place;
      NamedConditionDeclaration made;
      made.name = reading_.names.intern(name);
      made.key = made.body = place;
      made.when = ConditionText{text, place, place.begin, false};
      made.when->written = words;
      file.declarations.named_conditions.push_back(std::move(made));
    }
    return "conditions." + name;
  }
  std::string world(const std::string& name, Place place) {
    AttributeType type{TypeKind::Bool, {}, true};
    type.is_world = true;
    source::declare_attribute(reading_, policies_.file(), name, type, place);
    return name;
  }

  std::string with_tls() {
    const std::string mode = instance_.server_tls_mode ? instance_.server_tls_mode->text : "";
    const Written* const at = instance_.server_tls_mode ? &*instance_.server_tls_mode : nullptr;
    const std::string name = "pgbouncer.uses_tls" + suffix();
    if (mode == "disable") return named(name, "false", "the pool uses no TLS", at);
    const bool is_asked_for = mode.empty() || mode == "allow" || mode == "prefer";
    if (!is_asked_for) return named(name, "true", "the pool uses TLS", at);
    std::string text = world("pgbouncer.servers_offer_tls", {0, 0});
    // Before 1.20 none was asked for by default.
    if (mode.empty()) text += " && " + source::since("pgbouncer", "1.20");
    return named(name, text, "the pool uses TLS where servers offer it", at);
  }

  /// Of names of conditions, which tell instances apart.
  [[nodiscard]] std::string suffix() const {
    return instance_.suffix.empty() ? "" : "_" + source::digits_of(instance_.suffix);
  }

  void add_secret(const Database& database, Passage& passage) {
    if (!database.user) {
      if (instance_.is_open(database)) return;
      const auto group = [&](std::string_view name, Secret secret) {
        const bool has_some = std::ranges::any_of(
            instance_.users, [&](const auto& user) { return user.second.secret == secret; });
        return has_some ? logins_.named_group(name) : std::string();
      };
      passage.without_secret = group(kUsersWithoutSecret, Secret::None);
      passage.with_md5 = group(kUsersWithMd5, Secret::Md5);
      return;
    }
    passage.role = database.user->text;
    const auto user = instance_.users.find(passage.role);
    const bool is_in_list = user != instance_.users.end();
    Secret secret = is_in_list ? user->second.secret : Secret::None;
    std::optional<Written> at = database.user;
    if (database.password) {
      secret = Secret::Plain;
      at = database.password;
    } else if (is_in_list && user->second.secret != Secret::None) {
      at = Written{{}, user->second.file, user->second.place};
    } else if (!instance_.are_users_known) {
      return;  // the list may have one
    }
    const std::string end = source::attribute_word(passage.role) + "_" +
                            source::digits_of(passage.role + passage.resource);
    const auto told = [&](std::string_view what, std::string_view words, bool has) {
      return named("pgbouncer." + std::string(what) + end, has ? "true" : "false",
                   "the pool has " + std::string(has ? "a" : "no") + std::string(words) + " for " +
                       passage.role,
                   &*at);
    };
    passage.for_password = told("has_password_of_", " password", secret == Secret::Plain);
    passage.for_md5 = told("has_md5_of_", " secret", secret != Secret::None);
    if (secret != Secret::Scram) {
      passage.for_scram =
          told("has_scram_of_", " password that SCRAM takes", secret == Secret::Plain);
      return;
    }
    // Keys are of use once a client of that name has come with the password itself.
    passage.for_scram =
        named("pgbouncer.has_scram_of_" + end, world("pgbouncer.keys_are_of_use_of_" + end, {0, 0}),
              "the pool has keys of SCRAM for " + passage.role, &*at);
  }

  void tell_missing_address(const Database& database) {
    if (std::exchange(is_address_missing_, true)) return;
    Diagnostic& problem = source::report(
        reading_, "invalid-backend", "`backend` does not tell from which address the pool comes",
        backend_.options().span(backend_.place()));
    problem.label = "expected `address: 10.0.0.7`, as the server sees it";
    problem.notes.push_back({database.host->span(), "this host is reached over the network"});
  }

  /// Whom another server lets in is the same for everybody, and not known.
  void add_unknown(const std::string& resource, const std::string& name, Place place,
                   SourceReading::File& file) {
    const std::string fact = "pgbouncer.server_lets_in_" + source::attribute_word(name) + "_" +
                             source::digits_of(resource);
    const Place here = &file == &policies_.file() ? place : Place{0, 0};
    world(fact, here);
    const auto policy = [&](const std::string& id, Effect effect, const std::string& when) {
      PolicyDeclaration made = policies_.make(id, effect, here);
      made.who.push_back(policies_.mention("anyone", MentionKind::Anyone, here));
      made.to.push_back(policies_.named(resource, here));
      Policies::require(made, when, here);
      made.is_implied = true;
      if (policies_.add(std::move(made))) unknown_.emplace_back(id, false);
    };
    policy("the server behind " + resource, Effect::Allow, fact);
    policy("the server behind " + resource + ", otherwise", Effect::Deny, {});
  }

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  Logins& logins_;
  const Backend& backend_;
  Policies policies_;
  std::vector<std::pair<std::string, bool>> unknown_;
  std::string gate_ = instance_.id("rules of the server behind pgbouncer");
  std::set<std::string> named_;
  bool has_passages_ = false;
  bool is_address_missing_ = false;
};

}  // namespace

std::vector<std::string> declare_passages(SourceReading& reading, const Pool& pool,
                                          Logins& logins) {
  const std::optional<Backend> backend = Backend::told(reading, pool.instance());
  if (!backend) return {};
  return Passages(reading, pool, logins, *backend).declare();
}

}  // namespace accessdrift::pgbouncer
