#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

std::optional<MentionText> refuse(Reading& reading, std::string_view code, std::string message,
                                  Place place, std::string_view label) {
  report(reading, code, std::move(message), place).label = label;
  return std::nullopt;
}

std::optional<MentionText> refuse_as_member(Reading& reading, std::string_view text, Place place) {
  return refuse(reading, "invalid-mention", quoted(text) + " cannot be a member of a group", place,
                "expected an id or `group:ID`");
}

std::optional<MentionText> read_domain(Reading& reading, std::string_view text, Place place) {
  const std::string_view domain = text.substr(text.find(':') + 1);
  if (domain.empty() || domain.find('@') != std::string_view::npos) {
    return refuse(reading, "invalid-mention", quoted(text) + " names no domain", place,
                  "expected `domain:` and the text after the `@`");
  }
  reading.fold_buffer = fold_ascii(domain);
  return MentionText{reading.fold_buffer, MentionKind::Domain, place};
}

std::optional<MentionText> refuse_as_user(Reading& reading, std::string_view text, Place place) {
  Diagnostic& diagnostic = report(reading, "invalid-mention",
                                  quoted(text) + " cannot be among the users of a client", place);
  diagnostic.label = "expected ids, groups, domains, clients or `authenticated`";
  diagnostic.help = "a client without `users` may be used by everybody";
  return std::nullopt;
}

std::optional<MentionText> refuse_as_bound(Reading& reading, std::string_view text, Place place) {
  return refuse(reading, "invalid-mention", quoted(text) + " does not bound who is in a group",
                place, "expected `domain:` and the text after the `@`");
}

std::optional<MentionText> read_prefixed(Reading& reading, MentionUse use, std::string_view prefix,
                                         std::string_view text, Place place) {
  const std::string_view id = text.substr(prefix.size());
  if (use == MentionUse::Within && prefix != kDomainPrefix)
    return refuse_as_bound(reading, text, place);
  if (prefix == kGroupPrefix) {
    if (!id.empty()) return MentionText{id, MentionKind::Group, place};
    return refuse(reading, "invalid-mention", quoted(text) + " names no group", place,
                  "expected an id after `group:`");
  }
  if (prefix == kMemberPrefix || prefix == kStrangerPrefix) {
    return refuse(reading, "reserved-id", quoted(text) + " is reserved", place,
                  "ids do not start with " + quoted(prefix));
  }
  if (use == MentionUse::Member) return refuse_as_member(reading, text, place);
  if (prefix == kDomainPrefix) return read_domain(reading, text, place);
  if (!id.empty()) return MentionText{id, MentionKind::Client, place};
  return refuse(reading, "invalid-mention", quoted(text) + " names no client", place,
                "expected a name after `client:`");
}

}  // namespace

std::optional<MentionText> read_mention(Reading& reading, const Owner& owner, std::string_view list,
                                        MentionUse use, NodeView value) {
  if (value.kind() != NodeKind::String || value.scalar().empty()) {
    report_wrong_item(reading, owner, list, value);
    return std::nullopt;
  }
  const std::string_view text = value.scalar();
  const Place place = value.place();
  if (const std::string_view prefix = reserved_prefix(text); !prefix.empty()) {
    return read_prefixed(reading, use, prefix, text, place);
  }
  if (use == MentionUse::Within) return refuse_as_bound(reading, text, place);
  const auto special = [&](MentionKind kind) -> std::optional<MentionText> {
    if (use == MentionUse::Member) return refuse_as_member(reading, text, place);
    if (use == MentionUse::ClientUser && kind != MentionKind::Authenticated)
      return refuse_as_user(reading, text, place);
    return MentionText{text, kind, place};
  };
  if (text == "anyone") return special(MentionKind::Anyone);
  if (text == "anonymous") return special(MentionKind::Anonymous);
  if (text == "authenticated") return special(MentionKind::Authenticated);
  return MentionText{folded_identity(text, reading.fold_buffer), MentionKind::User, place};
}

void MentionList::add(const MentionText& mention) {
  mentions_.push_back({{}, mention.kind, false, mention.place});
  if (mention.text.data() == reading_.fold_buffer.data()) {
    mentions_.back().id = reading_.names.intern(mention.text);
    return;
  }
  waiting_[count_] = mention.text;
  positions_[count_] = mentions_.size() - 1;
  if (++count_ == waiting_.size()) intern_waiting();
}

void MentionList::intern_waiting() {
  std::array<Name, kWaiting> names;
  reading_.names.intern(std::span(waiting_).first(count_), names);
  for (std::size_t i = 0; i < count_; ++i) mentions_[positions_[i]].id = names[i];
  count_ = 0;
}

void check_mentions(Reading& reading, const Owner& owner, std::string_view list,
                    std::span<const Mention> mentions) {
  const auto key_of = [](const Mention& mention) {
    return std::uint64_t{static_cast<std::uint8_t>(mention.kind)} << 32U | mention.id.number;
  };
  for (const auto& [again, first] : find_repeats(mentions, reading.key_buffer, key_of)) {
    report_repeated_member(reading, owner, list, reading.names.text(mentions[again].id),
                           {mentions[again].place, mentions[first].place});
  }
}

std::vector<Mention> read_who(Reading& reading, const Owner& owner, std::string_view key,
                              MentionUse use, NodeView value) {
  std::vector<Mention> who;
  if (!expect_list(reading, owner, key, value, "a list of ids and groups")) return who;
  if (value.is_empty_collection()) {
    report(reading, "empty-list", quoted(key) + " of " + to_text(owner) + " is an empty list",
           value.place())
        .label = "expected ids or groups";
  }
  who.reserve(nodes_below(value));
  {
    MentionList list(reading, who);
    for_each_item(value, [&](NodeView item) {
      const std::optional<MentionText> mention = read_mention(reading, owner, key, use, item);
      if (mention) list.add(*mention);
    });
  }
  check_mentions(reading, owner, key, who);
  return who;
}

}  // namespace accessdrift::native
