#include "accessdrift/format/project/read_sources.h"

#include <algorithm>
#include <optional>

#include "accessdrift/format/registry.h"

namespace accessdrift {
namespace {

using namespace native;

constexpr std::string_view kFiles = "files";

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names = {kNativeFormat};
  for (const Format& format : formats()) names.push_back(format.name);
  return names;
}

/// Reads the entries of `sources`.
class SourcesReading {
 public:
  SourcesReading(Reading& reading, Sources& sources) : reading_(reading), sources_(sources) {}

  void read(NodeView list) {
    for_each_item(list, [&](NodeView item) {
      if (!expect_mapping(reading_, kSource, {}, item, "a mapping")) return;
      for_each_entry(reading_, item, [&](const Entry& entry) { read_entry(entry); });
    });
  }

 private:
  void read_entry(const Entry& entry) {
    const std::string_view name = entry.key.scalar();
    const Format* const format = find_format(name);
    if (name != kNativeFormat && format == nullptr)
      return report_unknown_key(reading_, kSource, entry.key, format_names());
    const NamePlace said{reading_.names.intern(name), entry.key.place()};
    if (entry.value.is_mapping()) return read_long(said, format, entry.value);
    select(said, entry, nullptr);
  }

  /// `{files: GLOBS, OPTION: …}`
  void read_long(const NamePlace& said, const Format* format, NodeView mapping) {
    const std::string_view name = reading_.names.text(said.name);
    const Owner owner{"source", name};
    std::optional<Entry> files;
    auto options = std::make_shared<SourceOptions>();
    options->text = reading_.document.text;
    for_each_entry(reading_, mapping, [&](const Entry& entry) {
      if (entry.key.scalar() == kFiles) {
        files = entry;
        return;
      }
      const FormatOption* const option = find_option(format, entry.key.scalar());
      if (option != nullptr) return read_option(owner, *option, entry, *options);
      report_unknown_key(reading_, owner, entry.key, keys_of(format));
    });
    if (!files) return report_missing_key(reading_, owner, "`files`", said.place);
    select(said, *files, options->all.empty() ? nullptr : std::move(options));
  }

  static const FormatOption* find_option(const Format* format, std::string_view name) {
    if (format == nullptr) return nullptr;
    const auto found = std::ranges::find(format->options, name, &FormatOption::name);
    return found == format->options.end() ? nullptr : &*found;
  }

  static std::vector<std::string_view> keys_of(const Format* format) {
    std::vector<std::string_view> keys = {kFiles};
    if (format == nullptr) return keys;
    for (const FormatOption& option : format->options) keys.push_back(option.name);
    return keys;
  }

  void read_option(const Owner& owner, const FormatOption& option, const Entry& entry,
                   SourceOptions& options) {
    if (option.is_text) return read_text_option(owner, option, entry, options);
    if (!expect_mapping(reading_, owner, option.name, entry.value, "a mapping of texts")) return;
    SourceOption& read = options.all.emplace_back();
    read.name = name_place(entry.key);
    const Owner inner{"option", option.name};
    for_each_entry(reading_, entry.value, [&](const Entry& one) {
      const bool is_known = option.keys.empty() ||
                            std::ranges::find(option.keys, one.key.scalar()) != option.keys.end();
      if (!is_known) return report_unknown_key(reading_, inner, one.key, option.keys);
      if (!expect_text(reading_, inner, one.key.scalar(), one.value, "a text")) return;
      const bool is_value =
          option.values.empty() ||
          std::ranges::find(option.values, one.value.scalar()) != option.values.end();
      if (!is_value)
        return report_unknown_value(reading_, inner, one.key.scalar(), one.value, option.values);
      read.entries.emplace_back(name_place(one.key), name_place(one.value));
    });
  }

  void read_text_option(const Owner& owner, const FormatOption& option, const Entry& entry,
                        SourceOptions& options) {
    const bool is_number =
        entry.value.kind() == NodeKind::Integer || entry.value.kind() == NodeKind::Decimal;
    if (!is_number && !expect_text(reading_, owner, option.name, entry.value, "a text")) return;
    const bool is_value =
        option.values.empty() ||
        std::ranges::find(option.values, entry.value.scalar()) != option.values.end();
    if (!is_value)
      return report_unknown_value(reading_, owner, option.name, entry.value, option.values);
    options.all.push_back(
        {name_place(entry.key), {{name_place(entry.key), name_place(entry.value)}}});
  }

  void select(const NamePlace& format, const Entry& globs,
              const std::shared_ptr<const SourceOptions>& options) {
    for (const NamePlace& glob : read_name_or_names(reading_, kSource, globs, "globs"))
      sources_.selections.push_back({format, glob, options});
  }

  NamePlace name_place(NodeView scalar) {
    return {reading_.names.intern(scalar.scalar()), scalar.place()};
  }

  static constexpr Owner kSource{"source", {}};

  Reading& reading_;
  Sources& sources_;
};

}  // namespace

std::shared_ptr<const Sources> read_sources(Reading& reading, const Entry& section) {
  auto sources = std::make_shared<Sources>();
  sources->text = reading.document.text;
  if (section.value.is_empty_collection()) {
    report(reading, "empty-list", "`sources` is an empty list", section.value.place()).label =
        "expected formats and globs; without `sources` all files are read";
  }
  SourcesReading(reading, *sources).read(section.value);
  return sources;
}

}  // namespace accessdrift
