#include <algorithm>
#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/pgbouncer/backend.h"
#include "accessdrift/format/pgbouncer/policies.h"
#include "accessdrift/format/source_version.h"
#include "accessdrift/format/unknown_server.h"

namespace accessdrift::pgbouncer {
namespace {

/// Resources where somebody can be claimed.
constexpr std::string_view kClaimed = "claimed";

/// Finds how each database leads to the server.
class Passages {
 public:
  Passages(SourceReading& reading, const Pool& pool, const Backend& backend,
           const std::set<std::string>& claimed)
      : reading_(reading),
        pool_(pool),
        instance_(pool.instance()),
        backend_(backend),
        policies_(reading, *instance_.file) {
    for (const std::string& resource : claimed) reading_.between.tell(kClaimed, {resource});
  }

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
    tell_passages();
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
    const bool is_led = reading_.beside.has_server && backend_.is_led_to(database);
    const std::optional<Addresses> addresses = is_led ? addresses_to(database) : Addresses();
    if (!addresses) return tell_missing_address(database);
    if (addresses->size() != 1) {  // to another one, or now by this way, now by that
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
    passage.address = *addresses->begin();
    passage.with_certificate = with_certificate();
    passage.is_claimed = is_claimed(passage);
    if (passage.address) passage.with_tls = with_tls();
    add_secret(database, passage);
    own_.push_back({std::move(passage), &database});
  }

  /// An edit of the pool's files alone makes no policies of the server's come or go.
  [[nodiscard]] bool is_claimed(const Passage& passage) const {
    const BetweenSides& between = reading_.between;
    return passage.role.empty() && (between.is_told(kClaimed, {instance_.id(kPool)}) ||
                                    between.is_told(kClaimed, {passage.resource}));
  }

  using Addresses = std::set<std::optional<IpAddress>>;
  /// From where the server sees whoever comes by an entry; nothing: no file tells.
  [[nodiscard]] std::optional<Addresses> addresses_to(const Database& database) const {
    Addresses addresses;
    for (const std::string& host : hosts_of(database)) {
      std::optional<IpAddress> from;
      if (!is_socket(host)) {
        from = backend_.address_to(host);
        if (!from) return std::nullopt;
      }
      addresses.insert(from);
    }
    return addresses;
  }

  /// A condition with a name, declared once, at what tells it.
  std::string named(const std::string& name, const std::string& text, const std::string& words,
                    const Written* at) {
    if (named_.insert(name).second) {
      SourceReading::File& file = at == nullptr ? *instance_.file : *at->file;
      const Place place = at == nullptr ? Place{0, 0} : at->place;
      policies_.declare_condition(name, text, words, file, place);
    }
    return "conditions." + name;
  }
  std::string world(const std::string& name, Place place) {
    AttributeType type{TypeKind::Bool, {}, true};
    type.is_world = true;
    source::declare_attribute(reading_, policies_.file(), name, type, place);
    return name;
  }

  std::string with_certificate() {
    const std::optional<Written>& told = instance_.server_certificate;
    const bool has = told && !told->text.empty();
    return named("pgbouncer.has_certificate" + suffix(), has ? "true" : "false",
                 has ? "the pool has a certificate" : "the pool has no certificate",
                 told ? &*told : nullptr);
  }

  /// Those of this side, each under a condition where another side's files lead elsewhere from the
  /// same database; and those of the other sides, under conditions that are false here: so the
  /// line that tells where a database leads is what was edited.
  void tell_passages() {
    std::vector<Passage> others;
    for (const Passage& known : reading_.beside.known) {
      const Database* const entry = entry_of(known.resource);
      const bool is_own =
          std::ranges::any_of(own_, [&](const Own& one) { return one.passage.leads_as(known); });
      if (entry == nullptr || is_own || unknown_resources_.contains(known.resource)) continue;
      others.push_back(known);
      others.back().when = guard(known, *entry, false);
      others.back().is_here = false;
      others.back().is_claimed = is_claimed(known);
      declare_missing(others.back());
    }
    for (Own& one : own_) {
      const bool has_others = std::ranges::any_of(
          others, [&](const Passage& other) { return other.resource == one.passage.resource; });
      if (has_others) one.passage.when = guard(one.passage, *one.entry, true);
      reading_.passages.push_back(std::move(one.passage));
    }
    reading_.passages.insert(reading_.passages.end(), others.begin(), others.end());
    std::ranges::sort(reading_.passages, {}, &Passage::order);
    has_passages_ = has_passages_ || !own_.empty() || !others.empty();
  }

  /// The entry that serves a resource of this side; null: it is none.
  [[nodiscard]] const Database* entry_of(const std::string& resource) const {
    for (const std::string_view other : {kOthers, kOwn}) {
      if (instance_.fallback && resource == pool_.resource_of(other)) return &*instance_.fallback;
    }
    for (const std::string& name : pool_.databases())
      if (resource == pool_.resource_of(name)) return pool_.find(name);
    return nullptr;
  }

  std::string guard(const Passage& passage, const Database& entry, bool is_here) {
    const std::string to = passage.database == Passage::Database::Named
                               ? passage.database_name
                               : std::string("the database that is asked for");
    std::string words = passage.resource + (is_here ? " leads to " : " does not lead to ") + to;
    words += passage.role.empty() ? " under one's own name" : " as " + passage.role;
    const std::string from = passage.address ? to_text(*passage.address) : std::string("a socket");
    words += " by " + from;
    const std::string said = passage.resource + '\x1f' + passage.role + '\x1f' + to + '\x1f' + from;
    const Written at = entry.user ? *entry.user : Written{{}, entry.file, entry.body};
    return named("pgbouncer.way_" + source::digits_of(said), is_here ? "true" : "false", words,
                 &at);
  }

  /// What another side's pool has is not there.
  void declare_missing(const Passage& passage) {
    constexpr std::string_view kConditions = "conditions.";
    for (const std::string& one : {passage.for_password, passage.for_md5, passage.for_scram}) {
      if (!one.empty())
        static_cast<void>(named(one.substr(kConditions.size()), "false",
                                "the pool has no secret for " + passage.role, nullptr));
    }
    if (!passage.with_tls.empty()) static_cast<void>(with_tls());
    static_cast<void>(with_certificate());
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

  /// Of who comes under his own name.
  void add_own_secrets(const Database& database, Passage& passage) const {
    if (instance_.is_open(database)) return;
    for (const auto& [name, user] : instance_.users) {
      if (user.secret == Secret::None) passage.without_secret.push_back(name);
      if (user.secret == Secret::Md5) passage.with_md5.push_back(name);
    }
  }

  void add_secret(const Database& database, Passage& passage) {
    if (!database.user) return add_own_secrets(database, passage);
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
    unknown_resources_.insert(resource);
    for (const std::string& id :
         source::declare_unknown_server(reading_, policies_.file(), resource, fact, here))
      unknown_.emplace_back(id, false);
  }

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  const Backend& backend_;
  Policies policies_;
  std::vector<std::pair<std::string, bool>> unknown_;
  std::string gate_ = instance_.id("rules of the server behind pgbouncer");
  struct Own {
    Passage passage;
    const Database* entry;
  };
  std::vector<Own> own_;
  std::set<std::string> named_;
  std::set<std::string> unknown_resources_;  ///< whose entries lead nobody knows where
  bool has_passages_ = false;
  bool is_address_missing_ = false;
};

}  // namespace

std::vector<std::string> declare_passages(SourceReading& reading, const Pool& pool,
                                          const std::set<std::string>& claimed) {
  const std::optional<Backend> backend = Backend::told(reading, pool.instance());
  if (!backend) return {};
  return Passages(reading, pool, *backend, claimed).declare();
}

}  // namespace accessdrift::pgbouncer
