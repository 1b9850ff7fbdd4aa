#include "accessdrift/drift/edit_text.h"

#include <algorithm>
#include <span>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/differing_parts.h"

namespace accessdrift {
namespace {

constexpr std::size_t kLongestValue = 60;

std::string shortened(const std::string& value) {
  if (value.empty()) return "\"\"";
  if (value.size() <= kLongestValue) return value;
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return value.substr(0, end) + "…";
}

/// `group:sre` as a reader says it.
std::string spoken(const std::string& mention) {
  for (const std::string_view kind :
       {kGroupPrefix, kDomainPrefix, kClientPrefix, std::string_view("set:")}) {
    if (mention.starts_with(kind))
      return std::string(kind.substr(0, kind.size() - 1)) + " " + mention.substr(kind.size());
  }
  return mention;
}

/// How a list's gaining and losing a member reads.
struct ListWords {
  std::string_view field;
  std::string_view gained;
  std::string_view lost;
};

constexpr ListWords kListWords[] = {
    {"entries", "now contains", "no longer contains"},
    {"open", "is now open", "is no longer open"},
    {"aliases", "now has the alias", "no longer has the alias"},
    {"who", "now names", "no longer names"},
    {"to", "now reaches", "no longer reaches"},
    {"actions", "now has the action", "no longer has the action"},
    {"scopes", "now needs the scope", "no longer needs the scope"},
    {"includes", "now includes", "no longer includes"},
    {"implications", "now says", "no longer says"},
    {"url", "is now found at", "is no longer found at"},
};

constexpr ListWords kClientWords[] = {
    {"scopes", "can now be issued", "can no longer be issued"},
    {"users", "can now be used by", "can no longer be used by"},
};

constexpr ListWords kGroupWords[] = {
    {"members", "now contains", "no longer contains"},
    {"within", "may now have other members of domain",
     "may no longer have other members of domain"},
};

std::span<const ListWords> words_of(Thing thing) {
  if (thing == Thing::Client) return kClientWords;
  if (thing == Thing::Group) return kGroupWords;
  return kListWords;
}

const ListWords* words_of(const FactKey& key) {
  const std::span<const ListWords> all = words_of(key.thing);
  const auto found = std::ranges::find(all, key.field, &ListWords::field);
  return found == all.end() ? nullptr : &*found;
}

std::string describe_order(const Edit& edit, const std::string& thing) {
  const std::string item = spoken(edit.key.item);
  if (edit.before && edit.after) return thing + ": " + item + " moved, now " + edit.after->value;
  if (edit.after) return thing + " now contains " + item + ", " + edit.after->value;
  return thing + " no longer contains " + item;
}

/// Of a client whose list of users appeared or went: without one everybody can use it.
std::string describe_users(const Edit& edit, const std::string& client) {
  if (edit.after) return client + " can now be used only by " + shortened(edit.after->value);
  return client + " can now be used by everybody (was: by " + shortened(edit.before->value) + ")";
}

/// Whether a group has members that nobody lists, and of which domains.
std::string describe_openness(const Edit& edit, const std::string& group) {
  if (edit.key.field == "open") {
    return group + (edit.after->value == "open" ? " now has" : " no longer has") +
           " members that only the identity provider knows";
  }
  if (edit.after)
    return group + " can have other members now only of domain " + shortened(edit.after->value);
  return group + " can have other members now of any domain (was: only of " +
         shortened(edit.before->value) + ")";
}

/// `type app: GET now means write (was: read)`
std::string describe_method(const Edit& edit, const std::string& type) {
  const std::string method = type + ": " + edit.key.item;
  if (!edit.after) return method + " no longer means " + shortened(edit.before->value);
  const std::string now = method + " now means " + shortened(edit.after->value);
  return edit.before ? now + " (was: " + shortened(edit.before->value) + ")" : now;
}

/// `1.24` of `pgbouncer 1.24`.
std::string version_alone(const std::string& said, const std::string& format) {
  return said.starts_with(format + " ") ? said.substr(format.size() + 1) : said;
}

constexpr std::string_view kOfVersions = "version.";

bool is_of_version(const FactKey& key) {
  return key.thing == Thing::Condition && key.id.starts_with(kOfVersions);
}

std::string describe_field(const Edit& edit, const std::string& thing) {
  const std::string field =
      edit.key.field == "attributes" ? "attribute " + edit.key.item : edit.key.field;
  if (!edit.before) return thing + ": " + field + " is now " + shortened(edit.after->value);
  if (!edit.after)
    return thing + ": " + field + " removed (was " + shortened(edit.before->value) + ")";
  const bool are_long =
      edit.before->value.size() > kLongestValue || edit.after->value.size() > kLongestValue;
  if (are_long && (field == "when" || field == "rule")) {
    const auto [old, now] = around_difference(edit.before->value, edit.after->value);
    return thing + ": " + field + " " + shortened(old) + " -> " + shortened(now);
  }
  return thing + ": " + field + " " + shortened(edit.before->value) + " -> " +
         shortened(edit.after->value);
}

std::string describe_value(const Edit& edit, const std::string& thing) {
  if (edit.key.thing == Thing::Client && edit.key.field == "users")
    return describe_users(edit, thing);
  if (edit.key.thing == Thing::Group && (edit.key.field == "open" || edit.key.field == "within"))
    return describe_openness(edit, thing);
  if (edit.key.thing == Thing::Type && edit.key.field == "methods")
    return describe_method(edit, thing);
  if (is_of_version(edit.key) && edit.before && edit.after)
    return edit.before->value + " -> " +
           version_alone(edit.after->value, edit.key.id.substr(kOfVersions.size()));
  // Of another system, told in words.
  const bool is_foreign = edit.key.thing == Thing::Condition && edit.before && edit.after &&
                          edit.key.id.find('.') != std::string::npos;
  if (is_foreign)
    return shortened(edit.after->value) + " (was: " + shortened(edit.before->value) + ")";
  return describe_field(edit, thing);
}

/// `until 2027-01-31 (was: for ever)`
std::string describe_end(const Edit& edit) {
  const auto in_words = [](const std::optional<Edit::Side>& side) {
    return side ? "until " + side->value : std::string("for ever");
  };
  return in_words(edit.after) + " (was: " + in_words(edit.before) + ")";
}

std::string describe_member(const Edit& edit, const std::string& thing, const ListWords& words) {
  const std::string member = thing + " " + std::string(edit.after ? words.gained : words.lost) +
                             " " + spoken(edit.key.item);
  const bool has_end = edit.after && !edit.after->value.empty();
  return has_end ? member + " until " + edit.after->value : member;
}

}  // namespace

std::string_view to_text(Thing thing) {
  switch (thing) {
    case Thing::Directory:
      return "directory";
    case Thing::Context:
      return "context attribute";
    case Thing::Attribute:
      return "attribute";
    case Thing::Network:
      return "network";
    case Thing::Window:
      return "window";
    case Thing::Condition:
      return "condition";
    case Thing::User:
      return "user";
    case Thing::Group:
      return "group";
    case Thing::Scope:
      return "scope";
    case Thing::Client:
      return "client";
    case Thing::Type:
      return "type";
    case Thing::Resource:
      return "resource";
    case Thing::Policy:
      return "policy";
    case Thing::Set:
      return "set";
    case Thing::Rename:
      return "rename";
  }
  return "";
}

std::string_view to_text(Combine combine) {
  switch (combine) {
    case Combine::DenyOverrides:
      return "deny-overrides";
    case Combine::AllowOverrides:
      return "allow-overrides";
    case Combine::FirstApplicable:
      return "first-applicable";
    case Combine::AllOf:
      return "all-of";
  }
  return "";
}

std::string mention_text(const Snapshot& snapshot, const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::User:
      return std::string(snapshot.text(mention.id));
    case MentionKind::Group:
      return std::string(kGroupPrefix) + std::string(snapshot.text(mention.id));
    case MentionKind::Domain:
      return std::string(kDomainPrefix) + std::string(snapshot.text(mention.id));
    case MentionKind::Client:
      return std::string(kClientPrefix) + std::string(snapshot.text(mention.id));
    case MentionKind::Authenticated:
      return "authenticated";
    case MentionKind::Anonymous:
    case MentionKind::Claimant:
      return "anonymous";
    case MentionKind::Anyone:
      return "anyone";
  }
  return "";
}

std::string literal_text(const Snapshot& snapshot, const Literal& literal) {
  std::string text(snapshot.text(literal.text));
  if (literal.kind != Literal::Kind::List) return text;
  std::string joined = "[";
  for (const char c : text) joined += c == '\x1F' ? std::string(", ") : std::string(1, c);
  return joined + "]";
}

std::string describe_edit(const Edit& edit) {
  const FactKey& key = edit.key;
  std::string thing(to_text(key.thing));
  const bool is_of_rule = key.thing == Thing::Policy && !edit.rule.empty();
  if (key.thing != Thing::Directory) thing += " " + (is_of_rule ? edit.rule : key.id);
  if (key.field.empty()) return thing + (edit.after ? " added" : " removed");
  if (key.thing == Thing::Set && key.field == "policies") return describe_order(edit, thing);
  if (key.field == "until") return thing + " can sign in " + describe_end(edit);
  if (key.field == "members.until")
    return spoken(key.item) + " is in " + thing + " " + describe_end(edit);
  const ListWords* const words = words_of(key);
  if (words != nullptr && !key.item.empty()) return describe_member(edit, thing, *words);
  return describe_value(edit, thing);
}

}  // namespace accessdrift
