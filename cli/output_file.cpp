#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "accessdrift/base/text.h"

namespace accessdrift::cli {
namespace {

namespace fs = std::filesystem;

Diagnostics not_written(const std::string& path, std::string_view why) {
  return {error_without_place("output-failed",
                              fmt::format("`{}` could not be written: {}", shortened(path), why))};
}

/// 0, or the error number.
int write_new(const fs::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return errno;
  int problem = 0;
  while (problem == 0 && !text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) problem = errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0 && problem == 0) problem = errno;
  return problem;
}

}  // namespace

Diagnostics write_output_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  const bool exists = fs::exists(path, ignored);
  if (exists && !fs::is_regular_file(path, ignored))
    return not_written(path, "something else than a file is there");
  // A link stays one.
  const fs::path target = exists ? fs::canonical(path, ignored) : fs::path(path);
  const fs::path part = target.string() + fmt::format(".{}.part", ::getpid());
  int problem = write_new(part, text);
  if (problem == 0 && std::rename(part.c_str(), target.c_str()) != 0) problem = errno;
  if (problem == 0) return {};
  if (problem != EEXIST) ::unlink(part.c_str());
  return not_written(path, std::strerror(problem));
}

}  // namespace accessdrift::cli
