#include "accessdrift/format/project/read_project.h"

#include <charconv>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/project/read_report.h"
#include "accessdrift/format/project/read_sources.h"

namespace accessdrift {
namespace {

using namespace native;

constexpr std::array<std::string_view, 5> kSections = {"sources", "protect", "limits", "always",
                                                       "report"};
constexpr std::array<std::string_view, 3> kProtectionKeys = {"resources", "gained", "lost"};
constexpr std::array<std::string_view, 4> kLimitsKeys = {"gained", "lost", "unknown", "public"};
constexpr std::array<std::string_view, 5> kLimitKeys = {"users", "entitlements", "percent",
                                                        "except", "level"};
constexpr std::array<std::string_view, 2> kFindingsKeys = {"findings", "level"};
constexpr std::array<GuardLevel, 3> kLevels = {GuardLevel::Block, GuardLevel::Approve,
                                               GuardLevel::Warn};

/// Reads the sections of one project file.
class ProjectReading {
 public:
  ProjectReading(Reading& reading, ProjectFile& file)
      : reading_(reading), file_(file), guardrails_(file.guardrails) {}

  void read(NodeView root) {
    const Owner owner{"project file", {}};
    if (root.kind() == NodeKind::Null) return;
    if (!expect_mapping(reading_, owner, {}, root, "a mapping")) return;
    for_each_entry(reading_, root, [&](const Entry& entry) {
      const std::string_view key = entry.key.scalar();
      if (key == "sources") {
        if (expect_list(reading_, owner, key, entry.value, "a list of formats and globs"))
          file_.sources = read_sources(reading_, entry);
        return;
      }
      if (key == "always") return read_tests(reading_, {"invariant", {}}, entry);
      if (key == "protect") return read_protections(owner, entry);
      if (key == "limits") return read_limits(entry);
      if (key == "report") {
        file_.report = read_report_settings(reading_, entry);
        return;
      }
      report_unknown_key(reading_, owner, entry.key, kSections);
    });
  }

 private:
  void read_protections(const Owner& owner, const Entry& section) {
    if (!expect_mapping(reading_, owner, "protect", section.value,
                        "a mapping of names to protections"))
      return;
    for_each_entry(reading_, section.value, [&](const Entry& entry) {
      if (expect_id(reading_, "protection", entry.key)) read_protection(entry);
    });
  }

  void read_protection(const Entry& entry) {
    const Owner owner{"protection", entry.key.scalar()};
    if (!expect_mapping(reading_, owner, {}, entry.value, "a mapping")) return;
    Protection made;
    made.name = reading_.names.intern(owner.id);
    made.key = entry.key.place();
    bool has_resources = false;
    for_each_entry(reading_, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "resources") {
        has_resources = true;
        made.resources =
            read_names(reading_, owner, key, inner.value, {"resources", Emptiness::Refused});
      } else if (key == "gained") {
        made.gained = read_limit(owner, inner);
      } else if (key == "lost") {
        made.lost = read_limit(owner, inner);
      } else if (key == "level") {
        level_of_all_ = read_level(owner, inner.value);
      } else {
        report_unknown_key(reading_, owner, inner.key, kProtectionKeys);
      }
    });
    for (std::optional<ChangeLimit>* const limit : {&made.gained, &made.lost}) {
      if (*limit && level_of_all_) (*limit)->level = *level_of_all_;
    }
    level_of_all_.reset();
    if (!has_resources) report_missing_key(reading_, owner, "`resources`", made.key);
    if (!made.gained && !made.lost)
      report_missing_key(reading_, owner, "`gained` or `lost`", made.key);
    guardrails_.protect.push_back(std::move(made));
  }

  void read_limits(const Entry& section) {
    const Owner limits{"section", "limits"};
    if (!expect_mapping(reading_, limits, {}, section.value, "a mapping")) return;
    for_each_entry(reading_, section.value, [&](const Entry& entry) {
      const std::string_view key = entry.key.scalar();
      if (key == "gained") {
        guardrails_.gained = read_limit(limits, entry);
      } else if (key == "lost") {
        guardrails_.lost = read_limit(limits, entry);
      } else if (key == "unknown") {
        read_findings(limits, entry, guardrails_.unknown_findings, guardrails_.unknown_level);
      } else if (key == "public") {
        read_findings(limits, entry, guardrails_.public_findings, guardrails_.public_level);
      } else {
        report_unknown_key(reading_, limits, entry.key, kLimitsKeys);
      }
    });
  }

  std::optional<ChangeLimit> read_limit(const Owner& owner, const Entry& entry) {
    const std::string_view kind = entry.key.scalar();
    if (!expect_mapping(reading_, owner, kind, entry.value, "a mapping")) return std::nullopt;
    ChangeLimit limit;
    limit.key = entry.key.place();
    bool has_number = false;
    for_each_entry(reading_, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "users") {
        has_number = true;
        limit.users = read_number(owner, inner, kMostUsers);
      } else if (key == "entitlements") {
        has_number = true;
        limit.entitlements = read_number(owner, inner, kMostEntitlements);
      } else if (key == "percent") {
        has_number = true;
        limit.percent = read_number(owner, inner, 100);
      } else if (key == "except") {
        limit.except = read_except(owner, inner);
      } else if (key == "level") {
        if (const auto level = read_level(owner, inner.value)) limit.level = *level;
      } else {
        report_unknown_key(reading_, owner, inner.key, kLimitKeys);
      }
    });
    if (!has_number)
      report_missing_key(reading_, owner, "`users`, `entitlements` or `percent`", limit.key);
    return limit;
  }

  /// So many findings of a kind.
  void read_findings(const Owner& owner, const Entry& entry,
                     std::optional<ChangeLimit::Number>& most, GuardLevel& of) {
    if (!expect_mapping(reading_, owner, entry.key.scalar(), entry.value, "a mapping")) return;
    bool has_findings = false;
    for_each_entry(reading_, entry.value, [&](const Entry& inner) {
      const std::string_view key = inner.key.scalar();
      if (key == "findings") {
        has_findings = true;
        most = read_number(owner, inner, kMostEntitlements);
      } else if (key == "level") {
        if (const auto level = read_level(owner, inner.value)) of = *level;
      } else {
        report_unknown_key(reading_, owner, inner.key, kFindingsKeys);
      }
    });
    if (!has_findings) report_missing_key(reading_, owner, "`findings`", entry.key.place());
  }

  std::optional<ChangeLimit::Number> read_number(const Owner& owner, const Entry& entry,
                                                 std::uint64_t most) {
    const bool is_integer = entry.value.kind() == NodeKind::Integer;
    const std::string_view text = is_integer ? entry.value.scalar() : std::string_view();
    std::uint64_t number = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number =
        is_integer && problem == std::errc() && stop == text.data() + text.size() && number <= most;
    if (is_number) return ChangeLimit::Number{number, entry.value.place()};
    report_wrong_type(reading_, owner, entry.key.scalar(), entry.value,
                      "a whole number from 0 to " + std::to_string(most));
    return std::nullopt;
  }

  std::vector<Mention> read_except(const Owner& owner, const Entry& entry) {
    return read_who(reading_, owner, "except", MentionUse::Member, entry.value);
  }

  std::optional<GuardLevel> read_level(const Owner& owner, NodeView value) {
    if (!expect_text(reading_, owner, "level", value, "`block`, `approve` or `warn`"))
      return std::nullopt;
    for (const GuardLevel level : kLevels) {
      if (to_text(level) == value.scalar()) return level;
    }
    std::array<std::string_view, kLevels.size()> words;
    std::ranges::transform(kLevels, words.begin(), [](GuardLevel level) { return to_text(level); });
    report_unknown_value(reading_, owner, "level", value, words);
    return std::nullopt;
  }

  static constexpr std::uint64_t kMostUsers = 1'000'000'000;
  static constexpr std::uint64_t kMostEntitlements = 1'000'000'000'000'000;

  Reading& reading_;
  ProjectFile& file_;
  Guardrails& guardrails_;
  std::optional<GuardLevel> level_of_all_;  ///< of the protection that is read
};

}  // namespace

ReadProject read_project(const Document& document, Names& names) {
  Reading reading{document, names, {}, {}, {}};
  ReadProject read;
  read.file.text = document.text;
  ProjectReading(reading, read.file).read(NodeView(document));
  Declarations& declarations = reading.file.declarations;
  if (!declarations.tests.empty()) {
    declarations.text = document.text;
    read.file.always = std::make_shared<const Declarations>(std::move(declarations));
  }
  sort_diagnostics(reading.file.diagnostics);
  read.diagnostics = std::move(reading.file.diagnostics);
  return read;
}

}  // namespace accessdrift
