#include "accessdrift/interpreter/token.h"

#include <algorithm>
#include <utility>

#include "accessdrift/interpreter/reason.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

/// What the requested scopes bring by `includes`, as far as this side declares them; nothing if
/// they were not told.
std::optional<std::set<std::string>> closure(const Snapshot& snapshot, const Told& requested) {
  if (requested.state == Told::State::NotTold) return std::nullopt;
  std::set<std::string> scopes;
  const auto* names = std::get_if<std::set<std::string>>(&requested.value);
  if (requested.state == Told::State::Absent || names == nullptr) return scopes;
  for (const auto& [scope, bringing] : snapshot.brought_by) {
    const bool is_brought = std::ranges::any_of(
        bringing, [&](Name by) { return names->contains(std::string(snapshot.text(by))); });
    if (is_brought) scopes.emplace(snapshot.text(scope));
  }
  return scopes;
}

}  // namespace

Token::Token(const Snapshot& snapshot, const Subject& subject, const Memberships& memberships,
             const Moment& moment, Attributes told)
    : snapshot_(&snapshot),
      subject_(subject.name),
      client_(std::move(told.client)),
      requested_(closure(snapshot, told.scopes)) {
  const auto* name = std::get_if<std::string>(&client_.value);
  if (client_.state == Told::State::Present && name != nullptr)
    declared_ = snapshot.find_client(std::string(kClientPrefix) + *name);
  for (const auto& declared : snapshot.clients) {
    const bool is_for_all = !declared->users;
    usable_.push_back(is_for_all
                          ? Truth::of(true)
                          : is_named(snapshot, subject, *declared->users, memberships, moment));
    untold_.push_back(
        usable_.back().is_open()
            ? untold_of_naming(snapshot, subject, *declared->users, memberships, moment)
            : std::vector<std::string>());
  }
  for (const auto& [scope, bringing] : snapshot.brought_by) {
    const std::string text(snapshot.text(scope));
    const bool may_be_requested = !requested_ || requested_->contains(text);
    if (may_be_requested && can_be_issued(scope)) possible_.insert(text);
  }
}

bool Token::may_request(std::size_t client, Name scope) const {
  const std::vector<NamePlace>& listed = snapshot_->clients[client]->scopes;
  return std::ranges::any_of(snapshot_->brought_by.at(scope), [&](Name by) {
    return std::ranges::find(listed, by, &NamePlace::name) != listed.end();
  });
}

bool Token::can_be_issued(Name scope) const {
  if (!has_clients()) return true;
  const auto issues = [&](std::size_t client) {
    return usable_[client].may_hold && may_request(client, scope);
  };
  if (client_.state != Told::State::NotTold)
    return !declared_.is_none() && issues(declared_.index());
  for (std::size_t client = 0; client < usable_.size(); ++client) {
    if (issues(client)) return true;
  }
  return false;
}

bool Token::may_have_all(const std::vector<NamePlace>& scopes) const {
  const auto may_have_one = [&](const NamePlace& scope) {
    return may_have(std::string(snapshot_->text(scope.name)));
  };
  if (!std::ranges::all_of(scopes, may_have_one)) return false;
  if (!has_clients() || client_.state != Told::State::NotTold) return true;
  for (std::size_t client = 0; client < usable_.size(); ++client) {
    const bool issues_all = std::ranges::all_of(
        scopes, [&](const NamePlace& scope) { return may_request(client, scope.name); });
    if (usable_[client].may_hold && issues_all) return true;
  }
  return false;
}

Told Token::effective() const {
  const bool is_told = not_told().empty();
  return is_told || possible_.empty() ? Told::present(possible_) : Told{};
}

std::vector<std::string> Token::not_told() const {
  std::vector<std::string> names;
  if (has_clients() && client_.state == Told::State::NotTold) names.emplace_back(kClient);
  if (!requested_) names.emplace_back(kScopes);
  for (const std::string& name : untold_of_use()) names.push_back(name);
  return names;
}

std::set<std::string> Token::untold_of_use() const {
  std::set<std::string> names;
  for (std::size_t client = 0; client < untold_.size(); ++client) {
    const bool may_be = client_.state == Told::State::NotTold || declared_ == ClientIndex{client};
    if (may_be) names.insert(untold_[client].begin(), untold_[client].end());
  }
  return names;
}

std::string Token::why_lacking(const std::vector<std::string>& scopes) const {
  std::vector<std::string> lacking;
  std::vector<std::string> refused;
  for (const std::string& scope : scopes) {
    const Name name = snapshot_->names->find(scope);
    const bool is_declared = !name.is_none() && snapshot_->brought_by.contains(name);
    const bool is_refused = is_declared && (!requested_ || requested_->contains(scope));
    (is_refused ? refused : lacking).push_back(scope);
  }
  std::string why;
  if (!lacking.empty()) why = "the token lacks " + list_of(lacking);
  if (refused.empty()) return why;
  const bool is_one = refused.size() == 1;
  const std::string whether = !requested_ ? " cannot be had: "
                              : is_one    ? " was requested, but "
                                          : " were requested, but ";
  return why + (why.empty() ? "" : "; ") + list_of(refused) + whether + refusal(is_one);
}

/// Why none of some scopes can be issued.
std::string Token::refusal(bool is_one) const {
  const std::string them = is_one ? "it" : "them";
  if (client_.state == Told::State::NotTold)
    return "no client can be issued " + them + " for " + subject_;
  if (client_.state == Told::State::Absent) return "without a client nothing is issued";
  const std::string client = to_text(client_.value);
  if (declared_.is_none()) return "no client " + client + " is declared";
  if (!usable_[declared_.index()].may_hold)
    return subject_ + " is not among the users of client " + client;
  return "client " + client + " cannot be issued " + them;
}

}  // namespace accessdrift::interpreting
