#include "cli/step_summary.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "accessdrift/base/text.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift::cli {
namespace {

constexpr std::size_t kMostBytes = std::size_t{960} * 1024;

std::size_t room_in(const std::string& path) {
  std::error_code none;
  const std::uintmax_t size = std::filesystem::file_size(path, none);
  const bool is_full = !none && size > kMostBytes - kLeastMarkdownBudget;
  if (is_full) return kLeastMarkdownBudget;
  return none ? kMostBytes : kMostBytes - static_cast<std::size_t>(size);
}

}  // namespace

std::optional<Diagnostic> append_to_step_summary(
    const std::function<std::string(std::size_t budget)>& write) {
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return std::nullopt;
  const std::string text = write(room_in(path));
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (file) return std::nullopt;
  return error_without_place(
      "output-failed",
      fmt::format("the summary of the step, `{}`, could not be written: {}", shortened(path),
                  errno == 0 ? "unknown error" : std::strerror(errno)));
}

}  // namespace accessdrift::cli
