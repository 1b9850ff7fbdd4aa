#include "accessdrift/source/git_open.h"

#include <git2.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "accessdrift/source/disk.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

namespace fs = std::filesystem;

/// Extensions of the repository format that change nothing for a reader: where objects may be
/// missing (which is noticed), what may be deleted, and where some settings lie.
constexpr std::array<const char*, 3> kHarmlessExtensions = {"worktreeconfig", "partialclone",
                                                            "preciousobjects"};

class Library {
 public:
  Library() {
    git_libgit2_init();
    auto names = kHarmlessExtensions;
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names.data(), names.size());
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The folder that git asks to be trusted: the work tree, else the bare repository.
std::string folder_to_trust(const std::string& folder) {
  std::error_code error;
  fs::path at = fs::canonical(folder, error);
  for (; !error && !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", error)) return at.native();
    if (fs::exists(at / "HEAD", error) && fs::exists(at / "objects", error)) return at.native();
    if (at == at.parent_path()) break;
  }
  return folder;
}

Diagnostic foreign_owner(const std::string& folder) {
  const std::string trusted = folder_to_trust(folder);
  return error_without_place("foreign-owner",
                             "the repository at `" + trusted +
                                 "` belongs to another user, so git must be told to trust it",
                             "git config --global --add safe.directory " + shell_word(trusted));
}

Diagnostic unsupported(const std::string& message) {
  constexpr std::string_view kBefore = "unsupported extension name extensions.";
  const std::string name =
      message.starts_with(kBefore) ? message.substr(kBefore.size()) : std::string();
  const std::string help = "compare folders: git archive REV | tar -x -C FOLDER";
  if (name == "objectformat") {
    return error_without_place("sha256-repository",
                               "the repository names its objects by SHA-256, which cannot be read",
                               help);
  }
  if (!name.empty()) {
    return error_without_place(
        "unsupported-repository",
        "the repository uses git's extension `" + name + "`, which cannot be read", help);
  }
  return error_without_place("unsupported-repository", "the repository cannot be read: " + message,
                             help);
}

Diagnostic open_problem(int code, const std::string& folder) {
  const git_error* const error = git_error_last();
  const int area = error == nullptr ? 0 : error->klass;
  const std::string message = last_git_message();
  // Release 1.5 says "not found" where nothing at all is trusted.
  const bool lacks_trust =
      code == GIT_ENOTFOUND && message.find("safe.directory") != std::string::npos;
  if (code == GIT_EOWNER || lacks_trust) return foreign_owner(folder);
  if (message.starts_with("unsupported")) return unsupported(message);
  if (code == GIT_ENOTFOUND && area == GIT_ERROR_REPOSITORY) {
    return error_without_place("not-a-repository", "`" + folder + "` is in no git repository");
  }
  return error_without_place("corrupt-repository",
                             "the repository of `" + folder + "` cannot be opened: " + message,
                             "git fsck --full");
}

/// Settings of one work tree (`extensions.worktreeConfig`) that would move what libgit2 takes for
/// the work tree; it does not read that file.
bool is_moved_by_worktree_settings(git_repository* repository) {
  const std::string path = join_path(git_repository_path(repository), "config.worktree");
  git_config* config = nullptr;
  if (!fs::exists(path) || git_config_open_ondisk(&config, path.c_str()) != 0) return false;
  int is_bare = 0;
  git_config_get_bool(&is_bare, config, "core.bare");
  git_config_entry* moved = nullptr;
  const bool is_moved = git_config_get_entry(&moved, config, "core.worktree") == 0;
  git_config_entry_free(moved);
  git_config_free(config);
  return is_moved || (is_bare != 0 && git_repository_is_bare(repository) == 0);
}

/// As git: GIT_DIR is the repository itself, else it is searched upwards from `folder`.
int open_as_git_would(git_repository** repository, const std::string& folder) {
  const std::string named = environment("GIT_DIR");
  const std::string ceilings = environment("GIT_CEILING_DIRECTORIES");
  const std::string start = named.empty() ? folder : join_path(folder, named);
  const unsigned int flags =
      named.empty() ? 0U : GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT;
  const int code = git_repository_open_ext(repository, start.c_str(), flags,
                                           ceilings.empty() ? nullptr : ceilings.c_str());
  const std::string work_tree = environment("GIT_WORK_TREE");
  if (code != 0 || named.empty() || work_tree.empty()) return code;
  return git_repository_set_workdir(*repository, join_path(folder, work_tree).c_str(), 0);
}

}  // namespace

std::string last_git_message() {
  const git_error* const error = git_error_last();
  std::string message = error == nullptr || error->message == nullptr ? "" : error->message;
  for (char& c : message) {
    if (c == '\n') c = ' ';
  }
  return message;
}

Result<git_repository*> open_git_repository(const std::string& folder) {
  static const Library kLibrary;
  if (look_on_disk(join_path(folder, ".")).kind != TreeNode::Kind::Folder) {
    return failure(error_without_place("no-such-path", "`" + folder + "` is not a folder"));
  }
  git_repository* repository = nullptr;
  const int code = open_as_git_would(&repository, folder);
  if (code != 0) {
    Diagnostic problem = open_problem(code, folder);
    git_repository_free(repository);
    return failure(std::move(problem));
  }
  if (is_moved_by_worktree_settings(repository)) {
    git_repository_free(repository);
    return failure(error_without_place(
        "unsupported-repository",
        "`config.worktree` moves the work tree of the main repository, which cannot be read",
        "run this in a linked work tree, or set GIT_DIR and GIT_WORK_TREE"));
  }
  return repository;
}

Diagnostic index_problem(const std::string& message) {
  if (message.find("'link'") != std::string::npos) {
    return error_without_place("unsupported-index", "the index is split, which cannot be read",
                               "git update-index --no-split-index");
  }
  if (message.find("'sdir'") != std::string::npos) {
    return error_without_place("unsupported-index", "the index is sparse, which cannot be read",
                               "git sparse-checkout reapply --no-sparse-index");
  }
  return error_without_place("corrupt-repository", "git's index cannot be read: " + message,
                             "git fsck --full");
}

}  // namespace accessdrift
