#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

std::optional<Mention> refuse(Reading& reading, std::string_view code, std::string message,
                              Place place, std::string_view label) {
  report(reading, code, std::move(message), place).label = label;
  return std::nullopt;
}

std::optional<Mention> refuse_as_member(Reading& reading, std::string_view text, Place place) {
  return refuse(reading, "invalid-mention", quoted(text) + " cannot be a member of a group", place,
                "expected an id or `group:ID`");
}

std::optional<Mention> read_domain(Reading& reading, std::string_view text, Place place) {
  const std::string_view domain = text.substr(text.find(':') + 1);
  if (domain.empty() || domain.find('@') != std::string_view::npos) {
    return refuse(reading, "invalid-mention", quoted(text) + " names no domain", place,
                  "expected `domain:` and the text after the `@`");
  }
  return Mention{reading.names.intern(fold_ascii(domain)), MentionKind::Domain, place};
}

std::optional<Mention> read_prefixed(Reading& reading, MentionUse use, std::string_view prefix,
                                     std::string_view text, Place place) {
  if (prefix == "group:") {
    const std::string_view id = text.substr(prefix.size());
    if (!id.empty()) return Mention{reading.names.intern(id), MentionKind::Group, place};
    return refuse(reading, "invalid-mention", quoted(text) + " names no group", place,
                  "expected an id after `group:`");
  }
  if (prefix == "member:" || prefix == "stranger:") {
    return refuse(reading, "reserved-id", quoted(text) + " is reserved", place,
                  "ids do not start with " + quoted(prefix));
  }
  if (use == MentionUse::Member) return refuse_as_member(reading, text, place);
  if (prefix == "domain:") return read_domain(reading, text, place);
  report_not_supported(reading, "`client:` is", place);
  return std::nullopt;
}

}  // namespace

std::optional<Mention> read_mention(Reading& reading, const Owner& owner, std::string_view list,
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
  const auto special = [&](MentionKind kind) -> std::optional<Mention> {
    if (use == MentionUse::Member) return refuse_as_member(reading, text, place);
    return Mention{reading.names.intern(text), kind, place};
  };
  if (text == "anyone") return special(MentionKind::Anyone);
  if (text == "anonymous") return special(MentionKind::Anonymous);
  if (text == "authenticated") return special(MentionKind::Authenticated);
  return Mention{intern_identity(reading, text), MentionKind::User, place};
}

void check_mentions(Reading& reading, const Owner& owner, std::string_view list,
                    std::span<const Mention> mentions) {
  const auto key_of = [](const Mention& mention) {
    return std::uint64_t{static_cast<std::uint8_t>(mention.kind)} << 32U | mention.id.number;
  };
  for (const auto& [again, first] : find_repeats(mentions, reading.key_buffer, key_of)) {
    report_repeated_member(reading, owner, list, reading.names.text(mentions[again].id),
                           mentions[again].place, mentions[first].place);
  }
}

}  // namespace accessdrift::native
