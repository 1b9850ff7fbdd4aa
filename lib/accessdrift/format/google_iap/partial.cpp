#include "accessdrift/format/google_iap/partial.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/format/google_iap/answers.h"

namespace accessdrift::google_iap {
namespace {

using source::find;
using source::find_text;

/// A list that Google answers with page by page.
struct PagedList {
  std::string_view key;
  std::string_view what;
  std::string_view unknown;  ///< what is not known without the others
  /// What stands in the names of its entries behind what it is a list of: there is one of each.
  std::string_view infix = {};
};
constexpr std::array<PagedList, kListKeys.size()> kPagedLists = {{
    {"results", "a search", "what policies on further pages allow is not known"},
    {"assets", "a list of assets", "what policies on further pages allow is not known"},
    {"accessLevels", "access levels", "what levels on further pages ask for is not known",
     "/accessLevels/"},
    {"accessPolicies", "access policies",
     "which of those on further pages are of folders or projects only is not known"},
    {"roles", "roles", "what roles on further pages allow is not known", "roles/"},
    {"projects", "projects", "what is on further pages may be there"},
    {"folders", "folders", "what is on further pages may be there"},
    {"organizations", "organisations", "what is on further pages may be there"},
    {"policies", "deny policies", "what those on further pages take away is not known",
     "/denypolicies/"},
    {"principalAccessBoundaryPolicies", "principal access boundaries",
     "what those on further pages take away is not known"},
    {"policyBindings", "bindings of principal access boundaries",
     "what those on further pages take away is not known"},
}};
/// Of which those on further pages may keep people out.
constexpr std::array<std::string_view, 3> kListsOfGates = {
    "policies", "principalAccessBoundaryPolicies", "policyBindings"};
constexpr std::string_view kMatched = "matchedPermissions";
/// What policies that are not here say: what another side tells, on both sides, so that nothing
/// that it tells is certain of this one; and what no side tells, on this one.
constexpr std::string_view kRepeated = "repeated by policies that are not here";
constexpr std::string_view kAdded = "added by policies that are not here";
constexpr std::string_view kNotThere = "not on further pages either";

/// Resources whose policies are on a side.
constexpr std::string_view kHas = "policies";

std::vector<Name> resources_of(const SourceReading& reading) {
  std::vector<Name> all;
  for (const SourceReading::File& file : reading.files) {
    for (const ResourceDeclaration& resource : file.declarations.resources)
      all.push_back(resource.id);
  }
  return all;
}

/// Tells other sides whose policies are here.
void tell_policies(SourceReading& reading, const std::vector<Name>& told, bool is_lacking) {
  BetweenSides::Items names;
  for (const Name resource : told) names.insert({std::string(reading.names.text(resource))});
  if (is_lacking) return reading.between.tell_all(kHas, source::side_of(reading), names);
  for (const BetweenSides::Item& name : names) reading.between.tell(kHas, name);
}

/// Of which project, point or policy a page lists what there is, by the name of its first entry.
std::string_view owner_of(NodeView entries, std::string_view infix) {
  if (infix.empty() || !entries.is_sequence() || entries.is_empty_collection()) return {};
  const std::string_view name = source::text_of(entries.first_child(), "name");
  return name.substr(0, std::min(name.find(infix), name.size()));
}

bool has_list(NodeView root) {
  return std::ranges::any_of(kListKeys,
                             [&](std::string_view list) { return find(root, list).has_value(); });
}

bool holds_word(std::string_view bytes, std::string_view word) {
  return ::memmem(bytes.data(), bytes.size(), word.data(), word.size()) != nullptr;
}

}  // namespace

Partial::Partial(SourceReading& reading, Attributes& attributes)
    : reading_(reading), attributes_(attributes) {
  find_pages();
  find_queries();
}

void Partial::find_pages() {
  for (const PagedList& list : kPagedLists) {
    const std::optional<Said> cut = page_before_missing(list.key, list.infix);
    if (!cut) continue;
    pages_.emplace(list.key, *cut);
    Diagnostic& problem = source::warn(
        reading_, "partial-source", "the last page of " + std::string(list.what) + " is not here",
        cut->what.span());
    problem.label = list.unknown;
    problem.help = "export all pages of it";
  }
}

/// One that is not the last, of a project, point or policy whose last one is not here.
std::optional<Partial::Said> Partial::page_before_missing(std::string_view key,
                                                          std::string_view infix) {
  std::vector<std::pair<std::string_view, Said>> not_last;
  std::set<std::string_view> whole;
  for (SourceReading::File& file : reading_.files) {
    const NodeView root(file.document);
    if (file.is_translated || !is_page(root)) continue;
    const std::optional<NodeView> next = find_text(root, "nextPageToken");
    const std::optional<NodeView> entries = find(root, key);
    // An empty page without its list is taken for one of a search.
    const bool is_of_list = entries || (key == kListKeys.front() && !has_list(root));
    if (!is_of_list) continue;
    const std::string_view owner = entries ? owner_of(*entries, infix) : std::string_view();
    if (next) {
      not_last.emplace_back(owner, Said{&file, *next});
    } else {
      whole.insert(owner);
    }
  }
  const auto cut =
      std::ranges::find_if(not_last, [&](const auto& one) { return !whole.contains(one.first); });
  return cut == not_last.end() ? std::nullopt : std::optional(cut->second);
}

/// Only a query for permissions is told beside what it finds.
void Partial::find_queries() {
  for (SourceReading::File& file : reading_.files) {
    if (file.is_translated || !holds_word(file.document.text->bytes(), kMatched)) continue;
    each_answer(NodeView(file.document), [&](NodeView item) {
      const std::optional<NodeView> explanation = find(item, "explanation");
      const auto matched = explanation ? find(*explanation, kMatched) : std::nullopt;
      if (!matched || !matched->is_mapping() || matched->is_empty_collection()) return;
      filtered_.emplace(&file, Said{&file, *matched});
    });
  }
  for (const SourceReading::File& file : reading_.files) {
    if (const auto found = filtered_.find(&file); found != filtered_.end())
      return tell_query(found->second);
  }
}

void Partial::tell_query(const Said& query) {
  Diagnostic& problem = source::warn(reading_, "partial-source", "this search was for permissions",
                                     query.what.span());
  problem.label = "what it left out of policies is not known";
  problem.help = "gcloud asset search-all-iam-policies --scope=organizations/ORGANIZATION";
}

std::optional<Partial::Said> Partial::first_of(
    std::initializer_list<std::string_view> lists) const {
  for (const std::string_view list : lists) {
    if (const auto found = pages_.find(list); found != pages_.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<Partial::Said> Partial::missing_policies() const {
  if (const auto cut = first_of({"results", "assets"})) return cut;
  for (const SourceReading::File& file : reading_.files) {
    if (const auto found = filtered_.find(&file); found != filtered_.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<CutList> Partial::containers() const {
  std::optional<Said> said = missing_policies();
  if (!said) said = first_of({"projects", "folders", "organizations"});
  if (!said) return std::nullopt;
  return CutList{said->file, said->what.place()};
}

std::vector<Name> Partial::told_by_some(const std::vector<Name>& all) const {
  std::vector<Name> some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](Name resource) {
    const BetweenSides::Item name = {std::string(reading_.names.text(resource))};
    return reading_.between.is_told(kHas, name) && reading_.between.does_some_side_lack(kHas, name);
  });
  return some;
}

void Partial::declare_bindings(const Bindings& bindings) {
  const std::optional<Said> said = missing_policies();
  if (!said && !reading_.between.does_some_side_tell_all(kHas)) return;
  const std::vector<Name> all = resources_of(reading_);
  std::vector<Name> told;
  std::vector<Name> untold;
  for (const Name resource : all) (bindings.is_told(resource) ? told : untold).push_back(resource);
  tell_policies(reading_, told, said.has_value());
  if (said) allow(said, kAdded, untold);
  allow(said, kRepeated, told_by_some(all));
}

std::string Partial::unknown(std::string_view what, const std::optional<Said>& said) {
  return attributes_.declare_unknown(file_of(said), what, said ? said->what.place() : Place{});
}

void Partial::allow(const std::optional<Said>& said, std::string_view what,
                    const std::vector<Name>& where) {
  if (where.empty()) return;
  const Place place = said ? said->what.place() : Place{};
  PolicyDeclaration policy;
  policy.id = reading_.names.intern("google-iap: " + std::string(what));
  policy.key = policy.body = policy.effect_place = policy.to_place = place;
  policy.is_implied = true;
  policy.who = {{reading_.names.intern("anyone"), MentionKind::Anyone, false, place}};
  for (const Name resource : where) policy.to.push_back({resource, place});
  policy.when = ConditionText{unknown(what, said), place, 0, false, {}};
  file_of(said).declarations.policies.push_back(std::move(policy));
}

/// One that is told again on further pages is there.
void Partial::suppose(Gates& gates, const std::vector<Name>& containers) {
  const std::optional<CutList> cut = this->containers();
  if (!cut || containers.empty()) return;
  std::vector<NamePlace> where;
  where.reserve(containers.size());
  for (const Name one : containers) where.push_back({one, cut->place});
  std::string condition = attributes_.declare_unknown(*cut->file, kNotThere, cut->place);
  if (const auto said = missing_policies()) condition += " && !" + unknown(kRepeated, said);
  gates.suppose(*cut->file, kNotThere, condition, where, cut->place);
}

void Partial::declare_gates(Gates& gates) {
  for (const PagedList& list : kPagedLists) {
    if (std::ranges::find(kListsOfGates, list.key) == kListsOfGates.end()) continue;
    const std::string missing = std::string(list.what) + " on further pages";
    const auto found = pages_.find(list.key);
    const auto said = found == pages_.end() ? std::nullopt : std::optional(found->second);
    if (said) reading_.between.tell(missing);
    if (!reading_.between.is_told(missing)) continue;
    suppose_gate(gates, "repeated by " + missing, said);
    if (said) suppose_gate(gates, "added by " + missing, said);
  }
}

void Partial::suppose_gate(Gates& gates, const std::string& what, const std::optional<Said>& said) {
  gates.suppose(file_of(said), what, unknown(what, said), {}, said ? said->what.place() : Place{});
}

}  // namespace accessdrift::google_iap
