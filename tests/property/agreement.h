#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/witness.h"
#include "accessdrift/engine/decide.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/query/inquiry.h"
#include "loaded_world.h"
#include "naive.h"
#include "naive_addresses.h"
#include "product.h"
#include "random.h"

namespace accessdrift::property {

/// The representative requests that lie in a region, region by region.
class RegionRequests {
 public:
  RegionRequests(Universe& universe, const naive::RepresentativeRequests& requests);
  /// By id.
  [[nodiscard]] const naive::RequestSet& of(Region region);
  /// For a URL that tells this.
  [[nodiscard]] const naive::RequestSet& of(Region region, const naive::Attributes& of_url);
  /// All that tell the values, as far as conditions tell them apart; nothing else is told.
  [[nodiscard]] Region telling(const naive::Attributes& values);

 private:
  using Cells = std::vector<std::optional<std::vector<std::uint32_t>>>;  ///< by request

  [[nodiscard]] naive::RequestSet contained(Region region, const Cells& cells) const;

  Universe& universe_;
  std::vector<RequestAttributes> attributes_;
  Cells cells_;
  std::map<Region, Cells> cells_by_url_;  ///< by what is told
  std::map<Region, naive::RequestSet> known_;
  std::map<std::pair<Region, Region>, naive::RequestSet> known_by_url_;  ///< by what is told
};

/// Holds the program's three ways of answering against the naive one, over all representative
/// requests of two sides.
///
/// Each check returns what it found to differ first, or an empty text.
class Agreement {
 public:
  static constexpr std::size_t kMostRequests = 8192;

  enum class Tried : std::uint8_t {
    ByNaive,           ///< what the naive evaluation finds in the sides
    AlsoByTheProgram,  ///< and whatever the program tells apart; many more requests are too many
  };
  /// The sides are compared from an instant on.
  Agreement(const LoadedWorld& world, std::uint64_t seed, Instant from,
            Tried tried = Tried::ByNaive);

  /// More requests than are worth trying; then nothing else may be asked.
  [[nodiscard]] bool is_too_big() const { return is_too_big_; }
  [[nodiscard]] std::string check();
  /// Whether a check met an answer that a limit kept from being told, and that is not loose.
  [[nodiscard]] bool has_hit_limit() const { return has_hit_limit_; }
  /// Questions that agree only with all that the program tells apart.
  [[nodiscard]] std::size_t questions_asked_again() const { return questions_asked_again_; }
  [[nodiscard]] const std::vector<naive::Change>& changes() const { return changes_; }
  [[nodiscard]] const std::vector<naive::UrlChange>& changes_by_url() const {
    return changes_by_url_;
  }
  [[nodiscard]] bool has_urls() const { return !addresses_.empty(); }
  [[nodiscard]] bool has_open_groups() const {
    return before_.naive->has_open_groups() || after_.naive->has_open_groups();
  }
  [[nodiscard]] bool has_open_directory() const {
    return before_.naive->is_open || after_.naive->is_open;
  }
  /// How many of the changes are of representatives, of others who are unknown, and how many of
  /// these are not told exactly.
  [[nodiscard]] std::size_t changes_of_representatives() const;
  [[nodiscard]] std::size_t changes_of_unlisted() const;
  [[nodiscard]] std::size_t loose_changes() const;
  /// How many of the changes by URL are not the same for all URLs.
  [[nodiscard]] std::size_t changes_that_hang_on_url() const;
  /// How many of the changes depend on the request on one side at least.
  [[nodiscard]] std::size_t conditional_changes() const;

 private:
  struct View {  ///< one side, both ways
    const Snapshot* snapshot = nullptr;
    SideOf side = SideOf::Before;
    std::unique_ptr<naive::Side> naive;  ///< with whom it lacks
    /// The same where the snapshot is asked alone, which adds nobody; its open groups go by its own
    /// ids. Whom it has, both have under one number.
    std::unique_ptr<naive::Side> alone;
    naive::Access access;
    Engine* engine = nullptr;
    std::unique_ptr<Interpreter> interpreter;  ///< of the snapshot alone
    std::unique_ptr<Interpreter::Series> series;
    std::unique_ptr<Interpreter> interpreter_of_all;
    std::unique_ptr<Decider> decider;
    Inquiry inquiry;
    naive::RepresentativeRequests own_requests;  ///< of values that this side declares
    std::vector<std::pair<naive::Address, std::size_t>> own_addresses;  ///< with the owner
  };

  [[nodiscard]] std::string check_pairing();
  [[nodiscard]] std::string check_comparison();
  [[nodiscard]] std::vector<naive::RequestSet> requests_by_world() const;
  /// The kinds of a change, each with its worlds.
  struct Kinds {
    std::map<ChangeKind, naive::RequestSet> worlds;
    Certainty certainty = Certainty::Must;
  };
  [[nodiscard]] Kinds kinds_of(const std::vector<naive::RequestSet>& before,
                               const std::vector<naive::RequestSet>& after);
  [[nodiscard]] std::string check_changes(const naive::Change& expected,
                                          const std::vector<const ProductChange*>& found);
  [[nodiscard]] std::string check_change(const naive::Change& expected, const ProductChange& found);
  // agreement_of_representatives.cpp
  /// What the snapshot alone is told: its open groups go by its own ids.
  [[nodiscard]] RequestAttributes told_alone(const View& view,
                                             const RequestAttributes& attributes) const;
  /// Whether it is so of the pair, of what there is of it on a side.
  [[nodiscard]] bool is_one(const naive::Pair& pair, bool naive::Person::*is_so) const;
  [[nodiscard]] bool is_unknown(IdentityIndex identity) const;
  /// Whether, for who is unknown, the action hangs on a comparison of what is unknown with what
  /// is unknown.
  [[nodiscard]] static bool is_loose(const View& view, std::size_t thing,
                                     const std::string& action);
  [[nodiscard]] static bool is_loose(const View& view, const naive::Target& target);
  /// On either side.
  [[nodiscard]] bool is_loose(const Target& target) const;
  [[nodiscard]] bool is_loose(const naive::Change& change) const;
  [[nodiscard]] bool is_any_loose() const;
  /// Of who is unknown.
  [[nodiscard]] bool is_loose(const ProductChange& change) const;
  [[nodiscard]] bool is_loose(const Finding& finding) const;
  /// Notes that something that is not loose is over a limit.
  void note_limit(bool is_loose) { has_hit_limit_ |= !is_loose; }
  /// That whoever changes where a limit was hit is among those who may be concerned.
  [[nodiscard]] std::string check_limits();
  /// The limited target for which the change is, if there is one.
  [[nodiscard]] const TargetChanges* limited_one(const naive::Change& change) const;
  [[nodiscard]] const TargetChanges* limited_one(const naive::UrlChange& change) const;
  [[nodiscard]] std::string check_covered(const TargetChanges& limited, std::size_t pair) const;
  // agreement_by_url.cpp
  /// No address has two owners, and the pairs of owners and their patterns are those of the space
  /// of URLs.
  [[nodiscard]] std::string check_owners();
  [[nodiscard]] std::string check_patterns();
  /// What some URL tells. REQUIRES: there is one.
  [[nodiscard]] naive::Attributes some_url();
  /// A URL that means the address, in other words.
  [[nodiscard]] std::string a_spelling_of(const naive::Address& address);
  /// How many methods mean the same as the target's on a side.
  [[nodiscard]] std::size_t alike_methods(const naive::UrlChange& change) const;
  [[nodiscard]] std::string check_comparison_by_url(const std::vector<ProductChange>& all);
  [[nodiscard]] std::string check_changes_by_url(const naive::UrlChange& expected,
                                                 const std::vector<const ProductChange*>& found);
  /// Within its worlds.
  [[nodiscard]] std::string check_change_by_url(const naive::UrlChange& expected,
                                                const naive::RequestSet& worlds,
                                                const ProductChange& found);
  [[nodiscard]] std::string check_care(const naive::UrlChange& expected,
                                       const ProductChange& found);
  [[nodiscard]] std::string check_witness_by_url(const Witness& witness);
  [[nodiscard]] std::string check_decisions_by_url(View& view);
  /// Asked for by id: all URLs of the resource, all methods of the action.
  [[nodiscard]] std::string check_question_of_all_urls(
      View& view, const naive::Target& target, const Request& request, std::size_t person,
      const naive::RepresentativeRequests& completions);
  /// Of some URL, as told as `request`.
  [[nodiscard]] std::string check_question_of_url(View& view, const Request& request,
                                                  std::size_t person);

  /// A request of `region`, which the one side allows and the other one denies.
  [[nodiscard]] std::string check_witness(const ProductChange& change, Region region,
                                          bool before_allows);
  // agreement_of_findings.cpp
  [[nodiscard]] std::string check_findings();
  [[nodiscard]] std::string check_outline();
  [[nodiscard]] std::string check_common();
  [[nodiscard]] std::string check_witness_of(const Finding& finding);
  /// Alone.
  [[nodiscard]] std::string check_witness_of(const ProductChange& change);
  [[nodiscard]] std::string check_witness_by_id(const Witness& witness);
  /// Edited policies for which no decision changes.
  [[nodiscard]] std::string check_same_policies();
  [[nodiscard]] std::set<std::string> policies_of_changes() const;
  /// The id on a side of a resource that is printed so.
  [[nodiscard]] std::string resource_on(const View& view, std::string_view printed) const;
  [[nodiscard]] std::string check_engine(View& view);
  [[nodiscard]] std::string check_decisions(View& view);
  [[nodiscard]] std::string check_live_decision(View& view, const naive::Target& target,
                                                const Request& request, bool expected, bool is_own);
  [[nodiscard]] std::string check_explanations(View& view);
  [[nodiscard]] static naive::RepresentativeRequests completions_of(
      const naive::RepresentativeRequests& all, const Request& request);
  [[nodiscard]] std::string check_explanation(View& view, const naive::Target& target,
                                              const Request& request, std::size_t person);

  [[nodiscard]] std::string check_question_again(View& view, const naive::Target& target,
                                                 const Request& request, std::size_t person);
  [[nodiscard]] std::string check_question(View& view, const naive::Target& target,
                                           const Request& request, std::size_t person,
                                           Outcome expected,
                                           const naive::RepresentativeRequests& completions,
                                           const naive::RequestSet& allowed_completions);
  [[nodiscard]] std::size_t person_of(IdentityIndex identity, const View& view) const;
  [[nodiscard]] std::string describe(const View& view, const naive::Side& side, std::size_t person,
                                     const naive::Target& target) const;
  /// An id by which the side, asked alone, knows the person.
  [[nodiscard]] std::string a_spelling_of(const naive::Side& side, std::size_t person);

  Random random_;
  View before_;
  View after_;
  naive::RepresentativeRequests requests_;
  std::vector<naive::RequestSet> worlds_;  ///< made when first asked for
  bool is_too_big_ = false;
  bool has_hit_limit_ = false;
  bool asks_again_ = false;
  std::size_t questions_asked_again_ = 0;
  std::vector<naive::Pair> pairs_;
  std::vector<naive::Change> changes_;
  std::vector<naive::OwnedAddress> addresses_;
  std::vector<std::string> methods_;
  std::vector<naive::UrlChange> changes_by_url_;
  Comparison comparison_;
  std::unique_ptr<WitnessCheck> witnesses_;
  std::unique_ptr<RegionRequests> regions_;
};

[[nodiscard]] std::string to_text(const RequestAttributes& attributes);
[[nodiscard]] std::string to_text(Outcome outcome);
/// Of all that are asked for, whichever of the requests is meant.
[[nodiscard]] Outcome outcome_of(const std::vector<naive::RequestSet>& allowed,
                                 const naive::RepresentativeRequests& requests);
[[nodiscard]] std::string yes_no(bool allows);
/// What `other` says of the first request of which `one` says otherwise.
[[nodiscard]] std::string first_difference_of(const naive::RepresentativeRequests& requests,
                                              const naive::RequestSet& one,
                                              const naive::RequestSet& other);
[[nodiscard]] std::vector<naive::RequestSet> within(std::vector<naive::RequestSet> sets,
                                                    const naive::RequestSet& world);
/// Of all that are asked for. REQUIRES: some set differs.
[[nodiscard]] ChangeKind kind_of_change(const std::vector<naive::RequestSet>& before,
                                        const std::vector<naive::RequestSet>& after);

}  // namespace accessdrift::property
