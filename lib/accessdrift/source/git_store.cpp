#include "accessdrift/source/git_store.h"

#include <git2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/source/disk.h"
#include "accessdrift/source/git_open.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

/// Owns what libgit2 hands out.
template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* held) const {
    kFree(held);
  }
};
using OwnedRepository = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using OwnedConfig = std::unique_ptr<git_config, Freed<git_config_free>>;
using OwnedIndex = std::unique_ptr<git_index, Freed<git_index_free>>;
using OwnedObject = std::unique_ptr<git_object, Freed<git_object_free>>;
using OwnedCommit = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using OwnedTree = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using OwnedBlob = std::unique_ptr<git_blob, Freed<git_blob_free>>;
using OwnedWalk = std::unique_ptr<git_revwalk, Freed<git_revwalk_free>>;
using OwnedOdb = std::unique_ptr<git_odb, Freed<git_odb_free>>;

std::string hex(const git_oid* id) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), id);
}

git_oid id_of(const std::string& hex_id) {
  git_oid id{};
  git_oid_fromstrn(&id, hex_id.data(), hex_id.size());
  return id;
}

/// Text of another encoding must not break the reports: its bytes become U+FFFD.
std::string as_utf8(const char* text) {
  std::string_view rest = text == nullptr ? "" : text;
  std::string clean;
  while (true) {
    const std::size_t bad = find_invalid_utf8(rest).value_or(rest.size());
    clean.append(rest.substr(0, bad));
    if (bad == rest.size()) return clean;
    clean.append("\xEF\xBF\xBD");
    rest.remove_prefix(bad + 1);
  }
}

GitEntry entry_of(const git_tree_entry* line) {
  GitEntry entry{GitEntry::Kind::File, git_tree_entry_name(line), hex(git_tree_entry_id(line))};
  const git_filemode_t mode = git_tree_entry_filemode(line);
  if (mode == GIT_FILEMODE_TREE) entry.kind = GitEntry::Kind::Folder;
  if (mode == GIT_FILEMODE_LINK) entry.kind = GitEntry::Kind::Link;
  if (mode == GIT_FILEMODE_COMMIT) entry.kind = GitEntry::Kind::Submodule;
  return entry;
}

/// gitignore(5): `$XDG_CONFIG_HOME/git/ignore`, else `~/.config/git/ignore`.
std::string default_excludes_file() {
  const char* const settings = std::getenv("XDG_CONFIG_HOME");
  if (settings != nullptr && *settings != '\0') return join_path(settings, "git/ignore");
  const char* const home = std::getenv("HOME");
  return home == nullptr ? "" : join_path(home, ".config/git/ignore");
}

/// libgit2 does not know every `@` that stands for HEAD.
std::string spell_out_head(const std::string& revision) {
  const bool is_head = revision == "@" || revision.starts_with("@^") || revision.starts_with("@~");
  return is_head ? "HEAD" + revision.substr(1) : revision;
}

}  // namespace

/// libgit2's own searches by regular expression lose memory at every name that does not match
/// (release 1.5), so settings are gone through one by one.
struct GitStore::Settings {
  std::vector<std::string> remotes;
  bool is_partial = false;

  [[nodiscard]] std::string remote() const;
  static int note(const git_config_entry* entry, void* all);
};

struct GitStore::State {
  OwnedRepository repository;
  OwnedOdb objects;

  [[nodiscard]] Settings settings() const;
  /// After a look-up of an object gave `code`.
  [[nodiscard]] Diagnostic object_problem(int code, const std::string& shown) const;
  [[nodiscard]] bool may_be_known(const std::string& revision) const;
  [[nodiscard]] Result<OwnedCommit> commit(const std::string& id) const;
  [[nodiscard]] Result<OwnedTree> tree(const std::string& id, const std::string& shown) const;
};

int GitStore::Settings::note(const git_config_entry* entry, void* all) {
  auto& settings = *static_cast<Settings*>(all);
  const std::string_view name = entry->name;
  constexpr std::string_view kBefore = "remote.";
  const std::size_t dot = name.rfind('.');
  const bool is_remote = name.starts_with(kBefore) && dot > kBefore.size();
  if (name == "extensions.partialclone") settings.is_partial = true;
  if (is_remote && name.ends_with(".promisor")) settings.is_partial = true;
  if (is_remote && name.ends_with(".url")) {
    settings.remotes.emplace_back(name.substr(kBefore.size(), dot - kBefore.size()));
  }
  return 0;
}

GitStore::Settings GitStore::State::settings() const {
  Settings settings;
  git_config* found = nullptr;
  if (git_repository_config_snapshot(&found, repository.get()) != 0) return settings;
  const OwnedConfig config(found);
  git_config_foreach(config.get(), Settings::note, &settings);
  std::ranges::sort(settings.remotes);
  return settings;
}

std::string GitStore::Settings::remote() const {
  if (remotes.empty()) return {};
  return std::ranges::find(remotes, "origin") != remotes.end() ? "origin" : remotes.front();
}

Diagnostic GitStore::State::object_problem(int code, const std::string& shown) const {
  const std::string why = last_git_message();
  if (code != GIT_ENOTFOUND) {
    return error_without_place("corrupt-repository", "git cannot read " + shown + ": " + why,
                               "git fsck --full");
  }
  if (const Settings all = settings(); all.is_partial) {
    return error_without_place("missing-object", shown + " was not fetched into this partial clone",
                               "git fetch --refetch --no-filter " + shell_word(all.remote()));
  }
  return error_without_place("corrupt-repository", shown + " is missing in the repository",
                             "git fsck --full");
}

Result<OwnedCommit> GitStore::State::commit(const std::string& id) const {
  const git_oid oid = id_of(id);
  git_commit* found = nullptr;
  const int code = git_commit_lookup(&found, repository.get(), &oid);
  if (code != 0) return failure(object_problem(code, "commit `" + id.substr(0, 7) + "`"));
  return OwnedCommit(found);
}

Result<OwnedTree> GitStore::State::tree(const std::string& id, const std::string& shown) const {
  const git_oid oid = id_of(id);
  git_tree* found = nullptr;
  const int code = git_tree_lookup(&found, repository.get(), &oid);
  if (code != 0) return failure(object_problem(code, shown));
  return OwnedTree(found);
}

GitStore::GitStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
GitStore::~GitStore() = default;

Result<std::unique_ptr<GitStore>> GitStore::open(const std::string& folder) {
  auto opened = open_git_repository(folder);
  if (!opened) return failure(std::move(opened.error()));
  auto state = std::make_unique<State>();
  state->repository.reset(*opened);
  git_odb* objects = nullptr;
  if (git_repository_odb(&objects, *opened) != 0) {
    return failure(error_without_place("corrupt-repository",
                                       "git cannot open its objects: " + last_git_message(),
                                       "git fsck --full"));
  }
  state->objects.reset(objects);
  return std::unique_ptr<GitStore>(new GitStore(std::move(state)));
}

std::string GitStore::work_folder() const {
  const char* const folder = git_repository_workdir(state_->repository.get());
  return folder == nullptr ? "" : folder;
}

std::string GitStore::common_folder() const {
  return git_repository_commondir(state_->repository.get());
}

bool GitStore::is_shallow() const {
  return git_repository_is_shallow(state_->repository.get()) == 1;
}

std::string GitStore::remote() const { return state_->settings().remote(); }

std::vector<std::string> GitStore::reference_names() const {
  git_strarray array{};
  if (git_reference_list(&array, state_->repository.get()) != 0) return {};
  std::vector<std::string> names(array.strings, array.strings + array.count);
  git_strarray_dispose(&array);
  std::ranges::sort(names);
  return names;
}

/// Whether it starts with a ref, an id or what `git describe` prints. libgit2 would try a regular
/// expression on all others, and find nothing.
bool GitStore::State::may_be_known(const std::string& revision) const {
  const std::string base =
      revision.substr(0, std::min(revision.find_first_of("^~"), revision.find("@{")));
  if (base.empty() || base.find("-g") != std::string::npos) return true;
  git_reference* reference = nullptr;
  const bool is_reference = git_reference_dwim(&reference, repository.get(), base.c_str()) == 0;
  git_reference_free(reference);
  git_oid id{};
  if (is_reference || base.size() < GIT_OID_MINPREFIXLEN || base.size() > GIT_OID_HEXSZ) {
    return is_reference;
  }
  return git_oid_fromstrn(&id, base.data(), base.size()) == 0 &&
         git_odb_exists_prefix(nullptr, objects.get(), &id, base.size()) != GIT_ENOTFOUND;
}

NamedObject GitStore::find(const std::string& revision) const {
  git_object* found = nullptr;
  const std::string name = spell_out_head(revision);
  if (!state_->may_be_known(name)) return {NamedObject::Kind::Unknown, {}};
  const int code = git_revparse_single(&found, state_->repository.get(), name.c_str());
  if (code == GIT_EAMBIGUOUS) return {NamedObject::Kind::Ambiguous, {}};
  if (code != 0) return {NamedObject::Kind::Unknown, {}};
  const OwnedObject object(found);
  git_object* peeled = nullptr;
  if (git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0) {
    return {NamedObject::Kind::OtherObject, {}};
  }
  const OwnedObject commit(peeled);
  return {NamedObject::Kind::Commit, hex(git_object_id(commit.get()))};
}

Result<Commit> GitStore::commit(const std::string& id) const {
  const auto found = state_->commit(id);
  if (!found) return failure(found.error());
  git_commit* const object = found->get();
  Commit commit;
  commit.id = id;
  commit.time = git_commit_time(object);
  commit.author = as_utf8(git_commit_author(object)->name);
  commit.subject = as_utf8(git_commit_summary(object));
  for (unsigned int i = 0; i < git_commit_parentcount(object); ++i) {
    commit.parents.push_back(hex(git_commit_parent_id(object, i)));
  }
  return commit;
}

Result<std::string> GitStore::root_tree(const std::string& commit_id) const {
  const auto found = state_->commit(commit_id);
  if (!found) return failure(found.error());
  return hex(git_commit_tree_id(found->get()));
}

Result<std::vector<GitEntry>> GitStore::tree(const std::string& id,
                                             const std::string& shown) const {
  const auto found = state_->tree(id, shown);
  if (!found) return failure(found.error());
  const std::size_t count = git_tree_entrycount(found->get());
  std::vector<GitEntry> entries;
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back(entry_of(git_tree_entry_byindex(found->get(), i)));
  }
  return entries;
}

Result<std::optional<GitEntry>> GitStore::entry(const std::string& tree_id,
                                                const std::string& name) const {
  const auto found = state_->tree(tree_id, "the folder of `" + name + "`");
  if (!found) return failure(found.error());
  const git_tree_entry* const line = git_tree_entry_byname(found->get(), name.c_str());
  return line == nullptr ? std::nullopt : std::optional(entry_of(line));
}

Result<std::string> GitStore::blob(const std::string& id, const std::string& shown) const {
  const git_oid oid = id_of(id);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  int code = git_odb_read_header(&size, &type, state_->objects.get(), &oid);
  if (code == 0 && size > kLargestFile) return failure(too_large(shown, size));
  git_blob* found = nullptr;
  if (code == 0) code = git_blob_lookup(&found, state_->repository.get(), &oid);
  if (code != 0) return failure(state_->object_problem(code, shown));
  const OwnedBlob blob(found);
  return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                     static_cast<std::size_t>(git_blob_rawsize(blob.get())));
}

Result<std::vector<std::string>> GitStore::merge_bases(const std::string& a,
                                                       const std::string& b) const {
  const git_oid one = id_of(a);
  const git_oid two = id_of(b);
  git_oidarray found{};
  const int code = git_merge_bases(&found, state_->repository.get(), &one, &two);
  const git_error* const error = git_error_last();
  const bool is_none = code == GIT_ENOTFOUND && error != nullptr && error->klass == GIT_ERROR_MERGE;
  if (code != 0 && !is_none) return failure(state_->object_problem(code, "the history"));
  std::vector<std::string> bases;
  for (std::size_t i = 0; i < found.count; ++i) bases.push_back(hex(&found.ids[i]));
  git_oidarray_dispose(&found);
  std::ranges::sort(bases);
  return bases;
}

Result<std::vector<std::string>> GitStore::commits_between(const std::optional<std::string>& from,
                                                           const std::string& to) const {
  const git_oid tip = id_of(to);
  git_revwalk* made = nullptr;
  int code = git_revwalk_new(&made, state_->repository.get());
  const OwnedWalk walk(made);
  if (code == 0) code = git_revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  if (code == 0) code = git_revwalk_push(made, &tip);
  if (code == 0 && from) {
    const git_oid hidden = id_of(*from);
    code = git_revwalk_hide(made, &hidden);
  }
  std::vector<std::string> commits;
  git_oid next{};
  while (code == 0) {
    code = git_revwalk_next(&next, made);
    if (code == 0) commits.push_back(hex(&next));
  }
  if (code != GIT_ITEROVER) return failure(state_->object_problem(code, "the history"));
  return commits;
}

Result<std::vector<TrackedPath>> GitStore::tracked() const {
  git_index* found = nullptr;
  const bool is_open = git_repository_index(&found, state_->repository.get()) == 0;
  const OwnedIndex index(found);
  if (!is_open || git_index_read(found, 0) != 0) return failure(index_problem(last_git_message()));
  std::vector<TrackedPath> paths;
  for (std::size_t i = 0; i < git_index_entrycount(index.get()); ++i) {
    const git_index_entry* const line = git_index_get_byindex(index.get(), i);
    if (!paths.empty() && paths.back().path == line->path) continue;  // stages of a conflict
    paths.push_back({line->path, line->mode == GIT_FILEMODE_COMMIT,
                     (line->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0});
  }
  return paths;
}

IgnoreRules::Places GitStore::ignore_places() const {
  IgnoreRules::Places places;
  places.root = work_folder();
  places.general.push_back(join_path(common_folder(), "info/exclude"));
  places.general.push_back(default_excludes_file());
  git_config* found = nullptr;
  if (git_repository_config_snapshot(&found, state_->repository.get()) != 0) return places;
  const OwnedConfig config(found);
  git_buf named{};
  if (git_config_get_path(&named, config.get(), "core.excludesfile") == 0) {
    places.general.back() = named.ptr;
  }
  git_buf_dispose(&named);
  int ignores_case = 0;
  git_config_get_bool(&ignores_case, config.get(), "core.ignorecase");
  places.ignores_case = ignores_case != 0;
  return places;
}

}  // namespace accessdrift
