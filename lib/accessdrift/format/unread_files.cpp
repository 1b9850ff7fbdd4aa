#include "accessdrift/format/unread_files.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {
namespace {

/// Whatever is in it, secrets among it: no reader has taken them out.
void hide_all_of(SourceReading& reading, const SourceReading::File& hidden) {
  std::string bytes(hidden.document.text->bytes());
  hide(bytes, {0, static_cast<std::uint32_t>(bytes.size())});
  const auto file = std::ranges::find_if(
      reading.files, [&](const SourceReading::File& one) { return &one == &hidden; });
  if (file != reading.files.end()) show_instead(*file, std::move(bytes));
}

}  // namespace

void tell_unread_files(SourceReading& reading, std::vector<const SourceReading::File*> files,
                       std::string_view label, std::string_view help) {
  std::ranges::sort(files, {}, [](const auto* file) -> const std::string& {
    return file->document.text->path();
  });
  const std::size_t told = std::min(files.size(), kMostUnreadTold);
  for (std::size_t i = 0; i < told; ++i) {
    const bool is_last = i + 1 == told;
    const std::size_t more = is_last ? files.size() - told : 0;
    std::string message = "nothing of this file is read";
    if (more != 0) message += ", nor of " + std::to_string(more) + " more";
    hide_all_of(reading, *files[i]);
    Diagnostic& problem = warn(reading, "unread-file", std::move(message),
                               {files[i]->declarations.text.get(), {0, 0}});
    problem.label = label;
    if (is_last) problem.help = help;
  }
}

}  // namespace accessdrift::source
