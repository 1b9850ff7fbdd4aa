#include "accessdrift/format/native/suggestions.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

/// Above it a table is not searched one by one.
constexpr std::size_t kLargeTable = 10'000;
constexpr std::size_t kLongestSlip = 64;
constexpr char kFirstPrintable = '!';
constexpr char kLastPrintable = '~';

template <typename T>
void append(std::vector<std::string_view>& words, const Snapshot& snapshot,
            const std::vector<Declared<T>>& table, Name T::*name) {
  for (const Declared<T>& declared : table) words.push_back(snapshot.text(declared.it->*name));
}

/// What stands before an id of the kind where it is mentioned.
std::string_view prefix_of(Kind kind) {
  switch (kind) {
    case Kind::Group:
      return kGroupPrefix;
    case Kind::Set:
      return "set:";
    case Kind::Client:
      return kClientPrefix;
    default:
      return {};
  }
}

std::string did_you_mean(std::string_view word) { return "did you mean " + quoted(word) + "?"; }

/// Keeps the first in byte order.
void offer(std::optional<std::string>& best, const std::string& word, bool exists) {
  if (exists && (!best || word < *best)) best = word;
}

/// Calls `visit` with every text that one insertion, deletion, replacement or swap of neighbours
/// makes of `word`.
template <typename Visit>
void for_each_slip(std::string_view word, Visit visit) {
  std::string slip;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (char c = kFirstPrintable; c <= kLastPrintable; ++c) {
      slip.assign(word);
      slip.insert(i, 1, c);
      visit(slip);
      if (i == word.size()) continue;
      slip.assign(word);
      slip[i] = c;
      visit(slip);
    }
    if (i == word.size()) continue;
    slip.assign(word);
    slip.erase(i, 1);
    visit(slip);
    if (i + 1 == word.size()) continue;
    slip.assign(word);
    std::swap(slip[i], slip[i + 1]);
    visit(slip);
  }
}

}  // namespace

std::string Suggestions::for_missing(Kind kind, std::string_view id) {
  if (kind == Kind::User && exists(Kind::Group, id))
    return did_you_mean(std::string(kGroupPrefix) + std::string(id));
  if (kind == Kind::User && exists(Kind::Client, id))
    return did_you_mean(std::string(kClientPrefix) + std::string(id));
  if (kind == Kind::Group && exists(Kind::User, id)) return did_you_mean(id);
  if (kind == Kind::Policy && exists(Kind::Set, id)) return did_you_mean("set:" + std::string(id));
  if (kind == Kind::Set && exists(Kind::Policy, id)) return did_you_mean(id);
  const std::optional<std::string> near = nearest_of(kind, id);
  if (!near) return {};
  return did_you_mean(std::string(prefix_of(kind)) + *near);
}

std::string Suggestions::among(std::string_view word, const std::vector<std::string_view>& words) {
  if (!take(words.size())) return {};
  const std::optional<std::string> near = nearest(word, words);
  return near ? did_you_mean(*near) : std::string();
}

std::optional<std::string> Suggestions::nearest_of(Kind kind, std::string_view word) {
  if (table_size(kind) > kLargeTable) return one_slip_away(kind, word);
  const std::vector<std::string_view>& words = candidates(kind);
  return take(words.size()) ? nearest(word, words) : std::nullopt;
}

bool Suggestions::take(std::size_t comparisons) {
  if (comparisons > left_) return false;
  left_ -= comparisons;
  return true;
}

std::optional<std::string> Suggestions::one_slip_away(Kind kind, std::string_view word) {
  const std::size_t slips = (2 * word.size() + 1) * (kLastPrintable - kFirstPrintable + 1);
  if (word.size() > kLongestSlip || !take(slips)) return std::nullopt;
  std::optional<std::string> best;
  for_each_slip(word, [&](const std::string& slip) { offer(best, slip, exists(kind, slip)); });
  return best;
}

bool Suggestions::exists(Kind kind, std::string_view id) const {
  const Name name = snapshot_.names->find(id);
  if (name.is_none()) return false;
  switch (kind) {
    case Kind::User:
      return !snapshot_.user_by_name.find(name).is_none();
    case Kind::Group:
      return !snapshot_.group_by_name.find(name).is_none();
    case Kind::Resource:
      return !snapshot_.resource_by_name.find(name).is_none();
    case Kind::Type:
      return !snapshot_.type_by_name.find(name).is_none();
    case Kind::Policy:
      return !snapshot_.policy_by_name.find(name).is_none();
    case Kind::Set:
      return !snapshot_.set_by_name.find(name).is_none();
    case Kind::Scope:
      return snapshot_.brought_by.contains(name);
    case Kind::Network:
      return snapshot_.schema.networks.contains(id);
    case Kind::Attribute:
      return snapshot_.schema.attributes.contains(id);
    case Kind::Client:
      return !snapshot_.client_by_name.find(name).is_none();
  }
  return false;
}

std::size_t Suggestions::table_size(Kind kind) const {
  switch (kind) {
    case Kind::User:
      return snapshot_.declared_users();
    case Kind::Group:
      return snapshot_.groups.size();
    case Kind::Resource:
      return snapshot_.resources.size();
    case Kind::Type:
      return snapshot_.types.size();
    case Kind::Policy:
      return snapshot_.policies.size();
    case Kind::Set:
      return snapshot_.sets.size();
    case Kind::Scope:
      return snapshot_.scopes.size();
    case Kind::Network:
      return snapshot_.networks.size();
    case Kind::Attribute:
      return snapshot_.attributes.size();
    case Kind::Client:
      return snapshot_.clients.size();
  }
  return 0;
}

const std::vector<std::string_view>& Suggestions::candidates(Kind kind) {
  std::optional<std::vector<std::string_view>>& kept = candidates_[static_cast<std::size_t>(kind)];
  if (kept) return *kept;
  std::vector<std::string_view>& words = kept.emplace();
  switch (kind) {
    case Kind::User:
      append(words, snapshot_, snapshot_.users, &UserDeclaration::id);
      words.resize(words.size() - snapshot_.unlisted.size());  // nothing need name those
      for (const DeclarationsPointer& file : snapshot_.files) {
        for (const NamePlace& alias : file->aliases) words.push_back(snapshot_.text(alias.name));
      }
      break;
    case Kind::Group:
      append(words, snapshot_, snapshot_.groups, &GroupDeclaration::id);
      break;
    case Kind::Resource:
      append(words, snapshot_, snapshot_.resources, &ResourceDeclaration::id);
      break;
    case Kind::Type:
      append(words, snapshot_, snapshot_.types, &TypeDeclaration::name);
      break;
    case Kind::Policy:
      append(words, snapshot_, snapshot_.policies, &PolicyDeclaration::id);
      break;
    case Kind::Set:
      append(words, snapshot_, snapshot_.sets, &SetDeclaration::id);
      break;
    case Kind::Scope:
      append(words, snapshot_, snapshot_.scopes, &ScopeDeclaration::name);
      break;
    case Kind::Network:
      append(words, snapshot_, snapshot_.networks, &NetworkDeclaration::name);
      break;
    case Kind::Attribute:
      append(words, snapshot_, snapshot_.attributes, &AttributeDeclaration::name);
      break;
    case Kind::Client:
      append(words, snapshot_, snapshot_.clients, &ClientDeclaration::name);
      break;
  }
  return words;
}

}  // namespace accessdrift::native
