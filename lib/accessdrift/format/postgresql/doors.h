#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/format/passage.h"
#include "accessdrift/format/postgresql/requests.h"
#include "accessdrift/format/postgresql/server.h"

namespace accessdrift::postgresql {

/// Terms as the file of a rule writes them; those of other files go by the names of these.
[[nodiscard]] std::string written(const std::vector<hba::NameTerm>& terms, const SourceText* home);
/// What a rule is about, which it is known by.
[[nodiscard]] std::string key_of(const hba::Rule& rule);

/// Front policies about people whom another system lists, roles without LOGIN or no roles, begin
/// so.
inline constexpr std::string_view kWithoutLogin = "a role that may not log in";
inline constexpr std::string_view kWithoutRole = "who is no role";

[[nodiscard]] Mention anyone(Names& names, Place place);
/// Whoever is signed in.
[[nodiscard]] Mention authenticated(Names& names, Place place);

/// `pgbouncer/app leads here as app_rw`
[[nodiscard]] std::string way_of(const Passage& passage);

/// Rules as policies, in one set in which the first one that fits decides.
///
/// A rule is a policy that allows whoever proves to be a role that it fits, and behind it one that
/// denies all others whom it fits, since no later rule is tried. One that asks for nothing lets in
/// anybody who claims to be such a role: it names `anyone` where it fits all roles, else
/// `anonymous` as far as no earlier rule turns away all whom it fits.
class Doors {
 public:
  Doors(Server& server, Requests& requests) : server_(server), requests_(requests) {}

  void write();

 private:
  /// A rule for some of its databases, and what more it asks of a connection there.
  struct Part {
    std::string suffix;  ///< of the ids of its policies
    std::vector<NamePlace> to;
    std::vector<std::string_view> databases;  ///< ids of what it covers; the server: all others
    std::vector<Words> extra;
    std::string only_role;          ///< `sameuser`: of the roles the one of this name
    std::string only_members;       ///< `samerole`: of the roles those that are members of this one
    std::string only_pattern = {};  ///< that `extra` asks of the role's name
  };
  /// Whom a part is about; `extra` is what that hangs on.
  struct Who {
    std::vector<Mention> mentions;
    std::vector<Words> extra;
    bool is_everybody = false;
  };

  [[nodiscard]] bool heeds_lists();
  [[nodiscard]] Words without_role(Place place);
  [[nodiscard]] static Words without_login(Place place);
  /// Before all rules; the place of `who` is that of the policy.
  void deny_first(SourceReading::File& file, const std::string& id, NamePlace resource,
                  const Mention& who, const std::vector<Words>& when);
  void deny_others_first();
  void write_front();
  void write_rule(std::size_t number);
  void write_part(std::size_t number, const Part& part, const std::string& key);
  [[nodiscard]] std::vector<Words> connection(SourceReading::File& file, const hba::Rule& rule,
                                              const Versions::Periods& in);
  void write_maps(const hba::Rule& rule, const Versions::Periods& in, const Part& part,
                  const Who& who, const std::string& key);
  void add_at(Place place, SourceReading::File& file, PolicyDeclaration made,
              std::vector<Words> when);
  [[nodiscard]] Words untold_map(SourceReading::File& file, const hba::Rule& rule);
  [[nodiscard]] Certainty fits_part(const std::string& role, const hba::Rule& rule,
                                    const Part& part);
  [[nodiscard]] std::vector<Who> known_mapped_by(SourceReading::File& file,
                                                 const hba::IdentRule& entry, const hba::Rule& rule,
                                                 const Part& part);
  [[nodiscard]] std::vector<Who> mapped_by(SourceReading::File& file, const hba::IdentRule& entry,
                                           const hba::Rule& rule, const Part& part, const Who& who);

  [[nodiscard]] std::vector<Part> parts_of(SourceReading::File& file, const hba::Rule& rule);
  void add_patterns(SourceReading::File& file, const hba::Rule& rule, Part& named,
                    std::vector<Part>& parts);
  [[nodiscard]] Part whole_part(Place place);
  [[nodiscard]] Part named_part(SourceReading::File& file, const hba::Rule& rule);
  void add_matching(const hba::NameTerm& pattern, Place place, Part& named);
  void add_same(SourceReading::File& file, const hba::Rule& rule, const hba::NameTerm& term,
                std::vector<Part>& parts);
  [[nodiscard]] NamePlace target(std::string_view database, Place place);
  [[nodiscard]] Part other_part(std::string suffix, const std::string& test, Place place);

  /// Whom a part is about; several, if that hangs on different things.
  [[nodiscard]] std::vector<Who> who(SourceReading::File& file, const hba::Rule& rule,
                                     const Part& part);
  [[nodiscard]] bool is_on_some_side(const std::string& name);
  void write_who(std::size_t number, const Part& part, const Who& who, const std::string& key);
  [[nodiscard]] Who all_of(SourceReading::File& file, const hba::Rule& rule);
  /// Those that a column certainly fits, and those of whom that is not known.
  [[nodiscard]] std::vector<Who> known_members_only(SourceReading::File& file,
                                                    const hba::Rule& rule,
                                                    const std::string& group);
  [[nodiscard]] std::vector<Who> members_only(SourceReading::File& file, const hba::Rule& rule,
                                              const std::string& group);
  [[nodiscard]] std::vector<Who> with_unclear(SourceReading::File& file, const hba::Rule& rule,
                                              Who certain, Who unclear);
  [[nodiscard]] bool is_missing(const hba::NameTerm& term);
  [[nodiscard]] Mention mention_of(SourceReading::File& file, const hba::NameTerm& term,
                                   Place place);
  [[nodiscard]] Mention everybody(Place place);

  void write_claims(std::size_t number, const Part& part, const std::string& key);
  [[nodiscard]] bool may_be_claimed(const std::string& name, const Part& part);
  [[nodiscard]] std::vector<std::string> claimed_roles(const hba::Rule& rule, const Part& part);
  [[nodiscard]] std::vector<std::string_view> known_roles_of(const hba::NameTerm& term);
  [[nodiscard]] bool fits_claimed(const std::string& role, const hba::Rule& rule);
  [[nodiscard]] std::vector<std::size_t> covering(const std::vector<std::size_t>& rules,
                                                  std::string_view database,
                                                  const std::string& role);
  /// The sets of earlier rules that turn away whoever claims, and on which databases each does.
  using Claims = std::map<std::vector<std::size_t>, std::set<std::string_view>>;
  [[nodiscard]] Claims claims_of(std::size_t number, const Part& part, std::size_t period);
  void write_claim(std::size_t number, const Part& part, const std::string& key,
                   const Versions::Periods& in, const Claims::value_type& claim);
  [[nodiscard]] std::vector<std::size_t> turned_away_by(std::size_t number, const std::string& role,
                                                        std::size_t period);

  // Through a pool.
  /// What a rule asks of a passage; nothing: it is about no such connection.
  using Fit = std::optional<std::vector<Words>>;
  /// What a passage has to prove by a rule.
  struct Shown {
    bool is_possible = true;
    bool asks_for_password = false;  ///< one that the server keeps
    bool takes_md5 = true;
    std::vector<Words> extra = {};
  };
  void write_passages();
  void write_passage_front(const Passage& passage);
  void write_passage_rule(std::size_t number, const Passage& passage);
  void write_forced(std::size_t number, const Passage& passage, std::vector<Words> fits);
  void write_passed(std::size_t number, const Passage& passage, const std::vector<Words>& fits);
  void write_claimed(std::size_t number, const Passage& passage, const Part& part,
                     const std::vector<Words>& fits);
  [[nodiscard]] bool is_claimed(const hba::Rule& rule, const Part& part);
  [[nodiscard]] bool may_come_as(const std::string& name, const hba::Rule& rule, const Part& part);
  [[nodiscard]] bool may_come_as_one_of(const hba::NameTerm& term, const hba::Rule& rule,
                                        const Part& part);
  void note_decided(const hba::Rule& rule, const Part& part);
  [[nodiscard]] std::string passed_id(std::size_t number, const Passage& passage,
                                      const Part& part) const;
  void write_shown(std::size_t number, const Passage& passage, const Part& part, const Who& who,
                   const std::vector<Words>& fits);
  [[nodiscard]] std::vector<std::string_view> fitted(const std::vector<std::string>& clients,
                                                     const hba::Rule& rule, const Part& part);
  [[nodiscard]] bool is_fitted(const std::string& role, const hba::Rule& rule, const Part& part);
  /// The place of `who` is that of the policy.
  void deny_passage(SourceReading::File& file, const Passage& passage, const std::string& id,
                    const std::vector<Words>& when, const Mention& who);
  [[nodiscard]] Fit connection_of(std::size_t number, const Passage& passage);
  [[nodiscard]] bool add_address(SourceReading::File& file, const hba::Rule& rule,
                                 const Passage& passage, std::vector<Words>& words);
  [[nodiscard]] Fit forced_database(SourceReading::File& file, const hba::Rule& rule,
                                    const Passage& passage);
  [[nodiscard]] Fit forced_named_database(SourceReading::File& file, const hba::Rule& rule,
                                          const hba::NameTerm& term, const Passage& passage);
  [[nodiscard]] Fit forced_other_database(SourceReading::File& file, const hba::Rule& rule,
                                          const hba::NameTerm& term, const Passage& passage);
  [[nodiscard]] Fit forced_role(SourceReading::File& file, const hba::Rule& rule,
                                const Passage& passage);
  [[nodiscard]] static bool fits_passage(const hba::NameTerm& term, const Passage& passage);
  [[nodiscard]] std::optional<Part> passed_part(SourceReading::File& file,
                                                const hba::NameTerm& term, const Passage& passage,
                                                Part part);
  [[nodiscard]] std::optional<Part> passed_pattern(SourceReading::File& file,
                                                   const hba::NameTerm& term,
                                                   const Passage& passage, Part part);
  [[nodiscard]] std::vector<Part> passed_parts(SourceReading::File& file, const hba::Rule& rule,
                                               const Passage& passage);
  [[nodiscard]] Shown shown_of(SourceReading::File& file, const hba::Rule& rule,
                               const Passage& passage);
  [[nodiscard]] Words unknown_of(SourceReading::File& file, std::string_view word,
                                 const std::string& said, Place place);
  [[nodiscard]] Words membership(const std::string& role, const std::string& group);
  [[nodiscard]] Words can_log_in(const std::string& role);
  [[nodiscard]] Words is_valid(const std::string& role);
  /// A condition with a name, declared once.
  [[nodiscard]] Words named(const std::string& name, const std::string& text,
                            const std::string& written, Roles::Told told);

  [[nodiscard]] PolicyDeclaration policy(const std::string& id, Effect effect,
                                         SourceReading::File& file, const hba::Rule& rule,
                                         const Part& part);
  void add(SourceReading::File& file, PolicyDeclaration made, const std::vector<Words>& when);
  /// With a number behind it where it is known already.
  [[nodiscard]] static std::string numbered(std::string id, std::map<std::string, int>& known);
  void write_set(const std::string& id, const std::vector<Name>& order);

  /// Of roles against rules; more are not asked.
  static constexpr std::size_t kMostTests = 20'000'000;

  Server& server_;
  Requests& requests_;
  std::vector<Name> order_;
  std::vector<Name>* order_of_set_ = &order_;                      ///< in which policies are put
  std::map<std::string, std::vector<Name>> passage_orders_;        ///< by gate
  std::set<std::string> named_;                                    ///< conditions
  std::map<std::string, int> keys_;                                ///< of rules
  std::map<std::string, int> ids_;                                 ///< of policies
  std::set<std::pair<const SourceText*, std::uint32_t>> missing_;  ///< names that no role has
  std::size_t tests_ = 0;          ///< of roles against rules, for claims
  std::size_t passed_tests_ = 0;   ///< likewise, for those through a pool
  std::set<std::string> decided_;  ///< roles, through a passage
  std::size_t written_ = 0;
  bool told_too_many_ = false;
  bool is_current_ = true;  ///< the rule is read so by the version of this side
};

}  // namespace accessdrift::postgresql
