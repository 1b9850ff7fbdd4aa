#include "accessdrift/format/project/read_expected.h"

#include <charconv>

#include "accessdrift/base/digest.h"
#include "accessdrift/format/native/reading.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

using namespace native;

constexpr std::array<std::string_view, 3> kFileKeys = {"change", "expires", "expect"};
constexpr std::array<std::string_view, 14> kEntryKeys = {
    "gained", "lost", "widened", "narrowed", "shifted", "on",     "actions",
    "users",  "when", "digest",  "loosened", "sources", "paired", "shrunk"};
constexpr std::array<ChangeKind, 5> kKinds = {ChangeKind::Lost, ChangeKind::Gained,
                                              ChangeKind::Shifted, ChangeKind::Widened,
                                              ChangeKind::Narrowed};
constexpr std::array<ExpectedApproval::Kind, 4> kApprovals = {
    ExpectedApproval::Kind::Loosened, ExpectedApproval::Kind::Sources,
    ExpectedApproval::Kind::Paired, ExpectedApproval::Kind::Shrunk};
constexpr std::string_view kAtMost = "<=";

template <typename Kind, std::size_t N>
std::optional<Kind> kind_of_key(const std::array<Kind, N>& kinds, std::string_view key) {
  const auto* const found = std::ranges::find(kinds, key, [](Kind kind) { return to_text(kind); });
  return found == kinds.end() ? std::nullopt : std::optional(*found);
}

/// One entry while its keys are read.
class EntryReading {
 public:
  EntryReading(Reading& reading, NodeView body) : reading_(reading), body_(body) {}

  void read(ExpectedChanges& into) {
    if (!expect_mapping(reading_, kOwner, {}, body_, "a mapping")) return;
    for_each_entry(reading_, body_, [&](const Entry& entry) { read_entry(entry); });
    if (approval_) {
      if (detail_) refuse_detail();
      into.approvals.push_back(*approval_);
    } else if (has_begun_) {
      check_change();
      into.changes.push_back(std::move(change_));
    } else {
      report_missing_key(reading_, kOwner, "what is expected, `gained`, `lost` or another",
                         body_.place());
    }
  }

 private:
  static constexpr Owner kOwner{"expected change", {}};

  void read_entry(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (const auto kind = kind_of_key(kKinds, key)) {
      if (begins(entry.key)) read_kind(*kind, entry);
    } else if (const auto approval = kind_of_key(kApprovals, key)) {
      if (begins(entry.key)) read_approval(*approval, entry);
    } else {
      if (!detail_) detail_ = entry.key.place();
      read_detail(key, entry);
    }
  }

  /// An entry expects one thing.
  bool begins(NodeView key) {
    if (has_begun_) {
      report(reading_, "conflicting-keys",
             "an expected change has " + quoted(key.scalar()) + " beside another kind", key.place())
          .label = "expected one kind an entry";
      return false;
    }
    has_begun_ = true;
    change_.key = key.place();
    return true;
  }

  void read_kind(ChangeKind kind, const Entry& entry) {
    change_.kind = kind;
    change_.who = read_name_or_names(reading_, kOwner, entry, "identities and groups");
    for (NamePlace& who : change_.who) {
      const std::string_view text = reading_.names.text(who.name);
      if (!text.starts_with(kGroupPrefix)) who.name = intern_identity(reading_, text);
    }
  }

  void read_approval(ExpectedApproval::Kind kind, const Entry& entry) {
    approval_ = {kind, {}, entry.key.place()};
    constexpr std::string_view kChanged = "changed";
    const bool is_of_sources = kind == ExpectedApproval::Kind::Sources;
    const std::string_view expected = is_of_sources ? "`changed`" : "a name";
    if (!expect_text(reading_, kOwner, to_text(kind), entry.value, expected)) return;
    if (is_of_sources && entry.value.scalar() != kChanged) {
      report_unknown_value(reading_, kOwner, to_text(kind), entry.value, {&kChanged, 1});
    } else if (!is_of_sources) {
      approval_->name = reading_.names.intern(entry.value.scalar());
    }
  }

  void read_detail(std::string_view key, const Entry& entry) {
    if (key == "on") {
      has_resources_ = true;
      change_.resources = read_name_or_names(reading_, kOwner, entry, "resources");
    } else if (key == "actions") {
      change_.actions = read_name_or_names(reading_, kOwner, entry, "actions");
    } else if (key == "users") {
      read_users(entry.value);
    } else if (key == "when") {
      if (expect_text(reading_, kOwner, key, entry.value, "the situations, as a text"))
        change_.when = entry.value.scalar();
    } else if (key == "digest") {
      read_digest(entry.value);
    } else {
      report_unknown_key(reading_, kOwner, entry.key, kEntryKeys);
    }
  }

  /// `3`, or `"<=3"`.
  void read_users(NodeView value) {
    std::string_view text = value.is_scalar() ? value.scalar() : std::string_view();
    ExpectedChange::Count count;
    count.is_most = value.kind() == NodeKind::String && text.starts_with(kAtMost);
    if (count.is_most) text.remove_prefix(kAtMost.size());
    const auto [stop, problem] =
        std::from_chars(text.data(), text.data() + text.size(), count.users);
    const bool is_count = (count.is_most || value.kind() == NodeKind::Integer) &&
                          problem == std::errc() && stop == text.data() + text.size();
    if (!is_count) {
      return report_wrong_type(reading_, kOwner, "users", value,
                               "a whole number, or a text such as `<=3`");
    }
    change_.users = count;
  }

  void read_digest(NodeView value) {
    if (!expect_text(reading_, kOwner, "digest", value, "the digest of a finding, as a text"))
      return;
    const std::string_view text = value.scalar();
    const bool is_digest = text.starts_with(kAccessDigestPrefix) &&
                           text.size() == kAccessDigestPrefix.size() + kAccessDigestDigits &&
                           text.find_first_not_of("0123456789abcdef", kAccessDigestPrefix.size()) ==
                               std::string_view::npos;
    if (is_digest) {
      change_.digest = text;
      return;
    }
    report(reading_, "invalid-digest", quoted(text) + " is no digest of a finding", value.place())
        .label = "expected `add1:` and 16 digits, as reports print them";
  }

  /// What is left out would expect more than was meant.
  void check_change() {
    if (!has_resources_) report_missing_key(reading_, kOwner, "`on`", change_.key);
    if (change_.users || !change_.digest.empty()) return;
    for (const std::vector<NamePlace>* const names : {&change_.who, &change_.resources}) {
      for (const NamePlace& one : *names) {
        if (!is_glob(reading_.names.text(one.name))) continue;
        report(reading_, "unbounded-wildcard",
               quoted(reading_.names.text(one.name)) + " expects changes without a bound",
               one.place)
            .label = "expected `users` or `digest` beside it";
      }
    }
  }

  void refuse_detail() {
    report(reading_, "conflicting-keys", "`on` and its like say nothing of this kind", *detail_)
        .label = "expected `" + std::string(to_text(approval_->kind)) + "` alone";
  }

  Reading& reading_;
  NodeView body_;
  ExpectedChange change_;
  std::optional<ExpectedApproval> approval_;
  std::optional<Place> detail_;  ///< of the first key that is about a change of access
  bool has_begun_ = false;
  bool has_resources_ = false;
};

/// Reads the keys of one file.
class ExpectedReading {
 public:
  ExpectedReading(Reading& reading, ExpectedChanges& file) : reading_(reading), file_(file) {}

  void read(NodeView root) {
    // As the shell leaves it that `accessdrift expect` is about to write into.
    if (root.kind() == NodeKind::Null) return;
    if (!expect_mapping(reading_, kOwner, {}, root, "a mapping")) return;
    for_each_entry(reading_, root, [&](const Entry& entry) { read_entry(entry); });
    if (!has_reason_) report_missing_key(reading_, kOwner, "`change`, the reason", root.place());
    if (!has_end_) report_missing_key(reading_, kOwner, "`expires`, a date", root.place());
    if (!has_entries_) report_missing_key(reading_, kOwner, "`expect`", root.place());
  }

 private:
  static constexpr Owner kOwner{"file of expected changes", {}};

  void read_entry(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (key == "change") {
      has_reason_ = true;
      if (expect_text(reading_, kOwner, key, entry.value, "the reason, as a text"))
        file_.reason = entry.value.scalar();
    } else if (key == "expires") {
      has_end_ = true;
      if (const auto until = read_until(reading_, kOwner, entry)) file_.end = until->end;
    } else if (key == "expect") {
      has_entries_ = true;
      read_entries(entry);
    } else {
      report_unknown_key(reading_, kOwner, entry.key, kFileKeys);
    }
  }

  void read_entries(const Entry& entry) {
    if (!expect_list(reading_, kOwner, "expect", entry.value, "a list of expected changes")) return;
    if (entry.value.is_empty_collection()) {
      report(reading_, "empty-list", "`expect` is an empty list", entry.value.place()).label =
          "expected what changes on purpose; without anything remove the file";
    }
    for_each_item(entry.value, [&](NodeView item) { EntryReading(reading_, item).read(file_); });
  }

  Reading& reading_;
  ExpectedChanges& file_;
  bool has_reason_ = false;
  bool has_end_ = false;
  bool has_entries_ = false;
};

}  // namespace

ReadExpected read_expected(const Document& document, Names& names) {
  Reading reading{document, names, {}, {}, {}};
  ReadExpected read;
  read.file.text = document.text;
  ExpectedReading(reading, read.file).read(NodeView(document));
  sort_diagnostics(reading.file.diagnostics);
  read.diagnostics = std::move(reading.file.diagnostics);
  return read;
}

}  // namespace accessdrift
