#include "accessdrift/format/pgbouncer/console.h"

#include <utility>
#include <vector>

#include "accessdrift/format/pgbouncer/policies.h"

namespace accessdrift::pgbouncer {
namespace {

/// True of a client of the operating system's user that PgBouncer runs as.
constexpr std::string_view kSameUser = "auth.as_pgbouncers_own_user";

class Gates {
 public:
  Gates(SourceReading& reading, const Pool& pool)
      : reading_(reading),
        pool_(pool),
        instance_(pool.instance()),
        policies_(reading, *instance_.file) {}

  void declare(const std::vector<std::string>& sets) {
    for (const std::string& set : sets) members_.emplace_back(set, true);
    const std::vector<Written>& admins = instance_.admins;
    std::vector<Written> both = admins;
    both.insert(both.end(), instance_.stats.begin(), instance_.stats.end());
    // Whoever is no admin is let in all the same where nobody proves anything.
    const bool is_any = instance_.auth_type == AuthType::Any;
    if (!is_any) add_gate("connect", both);
    add_gate("administer", admins);
    const std::string gates = instance_.id("pgbouncer gates");
    const Place start = {0, 0};
    policies_.add_set(gates, Combine::AllOf, start, members_);
    policies_.declare_fact(kSameUser, start);
    const std::string own = instance_.id("the console's own user");
    PolicyDeclaration policy = policies_.make(own, Effect::Allow, start);
    policy.who.push_back(policies_.mention("pgbouncer", MentionKind::User, start));
    policy.to.push_back(policies_.named(pool_.console(), start));
    Policies::require(policy, {"!has(request.ip)", std::string(kSameUser)}, start);
    policy.is_implied = true;
    policies_.add(std::move(policy));
    policies_.add_set(instance_.id("pgbouncer"), Combine::AllowOverrides, start,
                      {{own, false}, {gates, true}});
  }

 private:
  /// Nobody is named: it is closed.
  void add_gate(const std::string& action, const std::vector<Written>& users) {
    const bool is_open = !users.empty();
    SourceReading::File& file = is_open ? *users.front().file : policies_.file();
    Policies policies(reading_, file);
    const Place place = is_open ? users.front().place : Place{0, 0};
    const auto place_of = [&](const Written& user) {
      return user.file == &file ? user.place : Place{0, 0};
    };
    const std::string id = instance_.id("console users who may " + action);
    PolicyDeclaration policy = policies.make(id, is_open ? Effect::Allow : Effect::Deny, place);
    for (const Written& user : users) {
      policy.who.push_back(policies.mention(user.text, MentionKind::User, place_of(user)));
      policy.who.back().may_be_nobodys = true;  // then no rule lets him in
    }
    // Rules say where somebody is let in who claims to be one of them.
    if (is_open) policy.who.push_back(policies.mention("anonymous", MentionKind::Claimant, place));
    if (!is_open) policy.who.push_back(policies.mention("anyone", MentionKind::Anyone, place));
    policy.to.push_back(policies.named(pool_.console(), place));
    policy.actions.emplace().push_back(policies.named(action, place));
    policy.is_implied = true;  // without the setting it is closed, and no less of a gate
    policies.add(std::move(policy));
    members_.emplace_back(id, false);
  }

  SourceReading& reading_;
  const Pool& pool_;
  const Instance& instance_;
  Policies policies_;
  std::vector<std::pair<std::string, bool>> members_;
};

}  // namespace

void declare_gates(SourceReading& reading, const Pool& pool, const std::vector<std::string>& sets) {
  Gates(reading, pool).declare(sets);
}

}  // namespace accessdrift::pgbouncer
