#include "accessdrift/source/unified_diff.h"

#include <git2.h>

#include <memory>

namespace accessdrift {
namespace {

struct FreePatch {
  void operator()(git_patch* patch) const { git_patch_free(patch); }
};

/// libgit2 counts how often it was started.
class Started {
 public:
  Started() { git_libgit2_init(); }
  ~Started() { git_libgit2_shutdown(); }
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
};

}  // namespace

std::string unified_diff(const std::string& path, std::string_view before, std::string_view after) {
  const Started started;
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT;
  git_patch* made = nullptr;
  if (git_patch_from_buffers(&made, before.data(), before.size(), path.c_str(), after.data(),
                             after.size(), path.c_str(), &options) != 0)
    return {};
  const std::unique_ptr<git_patch, FreePatch> patch(made);
  git_buf text{};
  std::string out;
  if (git_patch_to_buf(&text, patch.get()) == 0) out.assign(text.ptr, text.size);
  git_buf_dispose(&text);
  return out;
}

}  // namespace accessdrift
