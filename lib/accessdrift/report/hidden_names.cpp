#include "accessdrift/report/hidden_names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "accessdrift/base/ip.h"
#include "accessdrift/base/quoted_text.h"
#include "accessdrift/model/request.h"

namespace accessdrift {
namespace {

/// The names of one side.
class NameHider {
 public:
  NameHider(const Snapshot& snapshot, Pseudonyms& pseudonyms)
      : snapshot_(snapshot), pseudonyms_(pseudonyms) {}

  void people() {
    for (std::size_t u = 0; u < snapshot_.users.size(); ++u) {
      const Unlisted* const unlisted =
          snapshot_.unlisted_user(UserIndex{static_cast<std::uint32_t>(u)});
      if (unlisted == nullptr || unlisted->kind == Unlisted::Kind::Mentioned)
        user(snapshot_.users[u]);
    }
    for (const auto& file : snapshot_.files) mentions(file->mentions);
    for (const auto& policy : snapshot_.policies) mentions(policy->who);
    for (const auto& test : snapshot_.tests) mentions(test->asked.who);
    for (const auto& client : snapshot_.clients) {
      if (client->users) mentions(*client->users);
    }
    own_texts();
  }

  void things() {
    for (const auto& group : snapshot_.groups) hide(HiddenKind::Group, group->id);
    for (const auto& resource : snapshot_.resources) hide(HiddenKind::Resource, resource->id);
    for (const auto& client : snapshot_.clients) hide(HiddenKind::Client, client->name);
    for (const auto& policy : snapshot_.policies) hide(HiddenKind::Policy, policy->id);
    for (const auto& set : snapshot_.sets) hide(HiddenKind::Policy, set->id);
    for (const auto& scope : snapshot_.scopes) hide(HiddenKind::Scope, scope->name);
    for (const auto& network : snapshot_.networks) hide(HiddenKind::Network, network->name);
    for (const auto& named : snapshot_.named_conditions) hide(HiddenKind::Window, named->name);
    for (const auto& window : snapshot_.windows) hide(HiddenKind::Window, window->name);
    for (const auto& user : snapshot_.users) {
      const std::string_view id = snapshot_.text(user->spelling);
      const std::size_t at = id.rfind('@');
      if (at != std::string_view::npos) pseudonyms_.hide(HiddenKind::Domain, id.substr(at + 1));
    }
    domains();
  }

 private:
  void hide(HiddenKind kind, Name name) {
    if (!name.is_none()) pseudonyms_.hide(kind, snapshot_.text(name));
  }

  void user(const Declared<UserDeclaration>& user) {
    hide(HiddenKind::User, user->spelling);
    mailbox(snapshot_.text(user->spelling));
    hide(HiddenKind::User, user->uid);
    for (const NamePlace& alias :
         std::span(user.file->aliases).subspan(user->aliases.first, user->aliases.count))
      hide(HiddenKind::User, alias.name);
  }

  /// `ana.kirk` of an address, as a file may be called; but not `admin`, if that is an action.
  void mailbox(std::string_view id) {
    constexpr std::size_t kShortest = 3;
    const std::string_view box = id.substr(0, std::min(id.find('@'), id.size()));
    if (box.size() == id.size() || box.size() < kShortest || is_thing(box)) return;
    pseudonyms_.hide(HiddenKind::User, box);
  }

  [[nodiscard]] bool is_thing(std::string_view word) const {
    const Name name = snapshot_.names->find(word);
    if (name.is_none()) return false;
    return !snapshot_.group_by_name.find(name).is_none() ||
           !snapshot_.resource_by_name.find(name).is_none() ||
           std::ranges::any_of(snapshot_.resource_actions, [&](const auto& actions) {
             return std::ranges::find(actions->names, name) != actions->names.end();
           });
  }

  void mentions(std::span<const Mention> all) {
    for (const Mention& mention : all) {
      if (mention.kind == MentionKind::User) hide(HiddenKind::User, mention.id);
    }
  }

  /// Texts that one user has and no other.
  void own_texts() {
    std::map<Name, std::optional<std::size_t>> owner;  // nothing: several
    for (std::size_t u = 0; u < snapshot_.declared_users(); ++u) {
      const Declared<UserDeclaration>& user = snapshot_.users[u];
      for (const AttributeValue& value :
           std::span(user.file->attribute_values)
               .subspan(user->attributes.first, user->attributes.count)) {
        if (value.value.kind != Literal::Kind::String) continue;
        const auto [at, is_new] = owner.try_emplace(value.value.text, u);
        if (!is_new && at->second != u) at->second.reset();
      }
    }
    for (const auto& [text, user] : owner) {
      if (user) hide(HiddenKind::User, text);
    }
  }

  void domains() {
    const auto hide_domains = [this](std::span<const Mention> all) {
      for (const Mention& mention : all) {
        if (mention.kind == MentionKind::Domain) hide(HiddenKind::Domain, mention.id);
      }
    };
    for (const auto& file : snapshot_.files) hide_domains(file->mentions);
    for (const auto& policy : snapshot_.policies) hide_domains(policy->who);
    for (const auto& group : snapshot_.groups) {
      for (const NamePlace& domain : group->within) hide(HiddenKind::Domain, domain.name);
    }
    for (const Unlisted& unlisted : snapshot_.unlisted) hide(HiddenKind::Domain, unlisted.domain);
  }

  const Snapshot& snapshot_;
  Pseudonyms& pseudonyms_;
};

/// Texts and addresses that a report tells of requests.
class ValueHider {
 public:
  explicit ValueHider(Pseudonyms& pseudonyms) : pseudonyms_(pseudonyms) {}

  /// What is not known is told as a test of a value: `note matching "(?i)note"`.
  void unknowns(const std::vector<std::string>& unknowns) {
    for (const std::string& unknown : unknowns) full_text(unknown);
  }

  void finding(const ReportFinding& finding) {
    unknowns(finding.unknowns);
    for (const AnswerText* const answer :
         {&finding.before, &finding.after, &finding.gained, &finding.lost, &finding.worlds})
      this->answer(*answer);
    if (finding.requests) answer(*finding.requests);
    for (const UrlText& url : finding.urls) pseudonyms_.hide(HiddenKind::Url, url.pattern);
    if (!finding.witness) return;
    pseudonyms_.hide(HiddenKind::Url, finding.witness->url);
    for (const RequestAttributes* const told :
         {&finding.witness->attributes, &finding.witness->world}) {
      for (const auto& [attribute, one] : *told) {
        if (one.state == Told::State::Present) value(one.value);
      }
    }
  }

 private:
  void answer(const AnswerText& told) {
    for (const Term& term : told.terms) {
      for (const Restriction& restriction : term) this->restriction(restriction);
    }
    full_text(told.full);
  }

  /// It can name more than the terms: it says exactly what the region is.
  void full_text(std::string_view rest) {
    constexpr std::string_view kOfAddresses = "0123456789abcdef:./";
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_not_of(kOfAddresses), rest.size());
      if (!parse_prefix(rest.substr(0, end)).problem)
        pseudonyms_.hide(HiddenKind::Network, rest.substr(0, end));
      rest.remove_prefix(end);
      if (rest.starts_with('"')) {
        const auto text = take_quoted_text(rest);
        if (!text) return;
        pseudonyms_.hide(HiddenKind::Text, *text);
      } else if (!rest.empty()) {
        rest.remove_prefix(1);
      }
    }
  }

  void restriction(const Restriction& restriction) {
    for (const auto& one : restriction.values) {
      if (one) value(*one);
    }
    if (!restriction.element.empty()) pseudonyms_.hide(HiddenKind::Text, restriction.element);
    for (const IpPrefix& prefix : restriction.prefixes) {
      pseudonyms_.hide(HiddenKind::Network, to_text(prefix));
      pseudonyms_.hide(HiddenKind::Network, to_text(first_of(prefix)));
    }
    for (const TextTerm& term : restriction.texts) {
      for (const TextLiteral& literal : term)
        pseudonyms_.hide(HiddenKind::Text, literal.test.argument);
    }
  }

  void value(const Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value))
      pseudonyms_.hide(HiddenKind::Text, *text);
    if (const auto* const address = std::get_if<IpAddress>(&value))
      pseudonyms_.hide(HiddenKind::Network, to_text(*address));
    if (const auto* const set = std::get_if<std::set<std::string>>(&value)) {
      for (const std::string& element : *set) pseudonyms_.hide(HiddenKind::Text, element);
    }
  }

  Pseudonyms& pseudonyms_;
};

}  // namespace

void hide_people(const Comparison& comparison, Pseudonyms& pseudonyms) {
  for (const Snapshot* const side : {comparison.before.get(), comparison.after.get()})
    NameHider(*side, pseudonyms).people();
}

void hide_things(const Comparison& comparison, const Report& report, Pseudonyms& pseudonyms) {
  for (const Snapshot* const side : {comparison.before.get(), comparison.after.get()})
    NameHider(*side, pseudonyms).things();
  ValueHider values(pseudonyms);
  values.unknowns(report.population.unknowns);
  for (const ReportFinding& finding : report.findings) values.finding(finding);
}

}  // namespace accessdrift
