#include "accessdrift/format/project/read_report.h"

#include <charconv>

namespace accessdrift {
namespace {

using namespace native;

constexpr std::array<std::string_view, 7> kReportKeys = {
    "format", "limit", "expand", "causes", "commits", "budget", "comment_key"};
constexpr std::uint64_t kMostShown = 1'000'000'000;

/// Reads the settings one by one.
class ReportReading {
 public:
  explicit ReportReading(Reading& reading) : reading_(reading) {}

  void read(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (key == "format") return read_format(entry.value);
    if (key == "limit") return read_number(entry, settings.limit, {0, kMostShown});
    if (key == "budget") return read_number(entry, settings.budget, {kLeastBudget, kMostBudget});
    if (key == "comment_key") return read_comment_key(entry.value);
    if (key == "expand") return read_flag(entry, settings.expand);
    if (key == "causes") return read_flag(entry, settings.causes);
    if (key == "commits") return read_flag(entry, settings.commits);
    report_unknown_key(reading_, kOwner, entry.key, kReportKeys);
  }

  static constexpr Owner kOwner{"section", "report"};
  ReportSettings settings;

 private:
  struct Bounds {
    std::uint64_t least, most;
  };

  [[nodiscard]] Span span_of(NodeView value) const {
    return {reading_.document.text.get(), value.place()};
  }

  void read_format(NodeView value) {
    if (!expect_text(reading_, kOwner, "format", value, "a format, as a text")) return;
    if (std::ranges::find(kReportFormats, value.scalar()) == kReportFormats.end())
      return report_unknown_value(reading_, kOwner, "format", value, kReportFormats);
    settings.format = {std::string(value.scalar()), span_of(value)};
  }

  void read_comment_key(NodeView value) {
    const bool is_key = value.kind() == NodeKind::String && is_comment_key(value.scalar());
    if (!is_key) {
      return report_wrong_type(reading_, kOwner, "comment_key", value,
                               "a text of " + std::string(kCommentKeyRule));
    }
    settings.comment_key = {std::string(value.scalar()), span_of(value)};
  }

  void read_number(const Entry& entry, std::optional<Located<std::uint64_t>>& into, Bounds bounds) {
    const bool is_integer = entry.value.kind() == NodeKind::Integer;
    const std::string_view text = is_integer ? entry.value.scalar() : std::string_view();
    std::uint64_t number = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = is_integer && problem == std::errc() &&
                           stop == text.data() + text.size() && number >= bounds.least &&
                           number <= bounds.most;
    if (!is_number) {
      return report_wrong_type(reading_, kOwner, entry.key.scalar(), entry.value,
                               "a whole number from " + std::to_string(bounds.least) + " to " +
                                   std::to_string(bounds.most));
    }
    into = {number, span_of(entry.value)};
  }

  void read_flag(const Entry& entry, std::optional<Located<bool>>& into) {
    if (entry.value.kind() != NodeKind::Boolean) {
      return report_wrong_type(reading_, kOwner, entry.key.scalar(), entry.value,
                               "`true` or `false`");
    }
    into = {entry.value.scalar() == "true", span_of(entry.value)};
  }

  Reading& reading_;
};

}  // namespace

ReportSettings read_report_settings(native::Reading& reading, const native::Entry& section) {
  ReportReading report(reading);
  if (expect_mapping(reading, ReportReading::kOwner, {}, section.value, "a mapping"))
    for_each_entry(reading, section.value, [&](const Entry& entry) { report.read(entry); });
  return std::move(report.settings);
}

}  // namespace accessdrift
