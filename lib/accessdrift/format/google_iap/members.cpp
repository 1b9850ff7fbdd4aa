#include "accessdrift/format/google_iap/members.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/told_once.h"

namespace accessdrift::google_iap {
namespace {

using source::intern_folded;

class MemberReading {
 public:
  MemberReading(SourceReading& reading, NodeView written)
      : reading_(reading),
        written_(written),
        text_(written.is_scalar() ? written.scalar() : std::string_view()) {}

  [[nodiscard]] std::string_view text() const { return text_; }

  [[nodiscard]] Mention made(MentionKind kind, std::string_view id = {}) const {
    Mention mention;
    mention.kind = kind;
    if (!id.empty()) mention.id = intern_folded(reading_, id);
    mention.place = written_.place();
    return mention;
  }
  /// The name of a set of identities, exactly; of one by whatever its id is compared.
  [[nodiscard]] Mention set() const {
    Mention mention = made(MentionKind::Group);
    mention.id = reading_.names.intern(text());
    return mention;
  }
  [[nodiscard]] Mention one() const {
    Mention mention = made(MentionKind::User);
    std::string buffer;
    mention.id = reading_.names.intern(folded_identity(text(), buffer));
    return mention;
  }

  [[nodiscard]] Mention not_known() const {
    Diagnostic& problem =
        source::warn(reading_, "unknown-member",
                     "`" + shortened(text()) + "` is no form of a member", written_.span());
    problem.label = "taken as a group whose members are not known";
    return set();
  }

  /// What stands behind a prefix; nothing if it does not begin so.
  [[nodiscard]] std::optional<std::string_view> behind(std::string_view prefix) const {
    if (!text().starts_with(prefix)) return std::nullopt;
    return text().substr(prefix.size());
  }

 private:
  SourceReading& reading_;
  NodeView written_;
  std::string_view text_;
};

}  // namespace

std::optional<Mention> member(SourceReading& reading, NodeView written) {
  constexpr std::array<std::pair<std::string_view, MentionKind>, 4> kPrefixes = {
      {{"user:", MentionKind::User},
       {"serviceAccount:", MentionKind::User},
       {"group:", MentionKind::Group},
       {"domain:", MentionKind::Domain}}};
  const MemberReading in(reading, written);
  if (!written.is_scalar()) return in.not_known();
  if (in.text() == "allUsers") return in.made(MentionKind::Anyone);
  if (in.text() == "allAuthenticatedUsers") return in.made(MentionKind::Authenticated);
  if (in.behind("deleted:")) return std::nullopt;
  for (const auto& [prefix, kind] : kPrefixes) {
    if (const auto id = in.behind(prefix); id && !id->empty()) return in.made(kind, *id);
  }
  if (in.behind("principal://")) return in.one();
  for (const std::string_view prefix :
       {"principalSet://", "projectOwner:", "projectEditor:", "projectViewer:"}) {
    if (in.behind(prefix)) return in.set();
  }
  return in.not_known();
}

std::optional<Mention> denied_member(SourceReading& reading, NodeView written) {
  const MemberReading in(reading, written);
  if (!written.is_scalar()) return in.not_known();
  if (in.text() == "principalSet://goog/public:all") return in.made(MentionKind::Anyone);
  if (in.behind("deleted:")) return std::nullopt;
  if (const auto id = in.behind("principal://goog/subject/"); id && !id->empty())
    return in.made(MentionKind::User, *id);
  if (const auto id = in.behind("principalSet://goog/group/"); id && !id->empty())
    return in.made(MentionKind::Group, *id);
  constexpr std::string_view kAccounts = "/serviceAccounts/";
  if (in.behind("principal://iam.googleapis.com/projects/")) {
    const std::size_t at = in.text().find(kAccounts);
    if (at != std::string_view::npos && at + kAccounts.size() < in.text().size())
      return in.made(MentionKind::User, in.text().substr(at + kAccounts.size()));
  }
  if (in.behind("principal://")) return in.one();
  if (in.behind("principalSet://")) return in.set();
  return in.not_known();
}

std::vector<Mention> members_in(SourceReading& reading, NodeView mapping, std::string_view key,
                                std::optional<Mention> (*read)(SourceReading&, NodeView)) {
  source::expect_list(reading, mapping, key);
  std::vector<Mention> all;
  source::each_item(mapping, key, [&](NodeView written) {
    if (const std::optional<Mention> one = read(reading, written)) all.push_back(*one);
  });
  source::keep_told_once(all, 0, [](const Mention& one) {
    return (static_cast<std::uint64_t>(one.id.number) << 8U) | static_cast<std::uint64_t>(one.kind);
  });
  return all;
}

}  // namespace accessdrift::google_iap
