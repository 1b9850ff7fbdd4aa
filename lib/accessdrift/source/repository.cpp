#include "accessdrift/source/repository.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <unordered_set>

#include "accessdrift/base/text.h"
#include "accessdrift/source/disk.h"
#include "accessdrift/source/git_store.h"
#include "accessdrift/source/git_tree.h"
#include "accessdrift/source/merge_bases.h"
#include "accessdrift/source/shell_word.h"
#include "accessdrift/source/work_tree.h"

namespace accessdrift {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kNameSpaces = {"refs/heads/", "refs/tags/",
                                                         "refs/remotes/"};

/// Where `folder` lies below the work tree, `/` at the end; nothing if it lies elsewhere.
std::optional<std::string> place_in(const std::string& work_folder, const std::string& folder) {
  std::error_code error;
  const std::string root = fs::canonical(work_folder, error).native() + "/";
  const std::string here = fs::canonical(folder, error).native() + "/";
  if (error || work_folder.empty() || !here.starts_with(root)) return std::nullopt;
  return here.substr(root.size());
}

/// Commits whose parents were not fetched (gitrepository-layout, `shallow`).
std::unordered_set<std::string> read_ends(const GitStore& store) {
  std::unordered_set<std::string> ends;
  if (!store.is_shallow()) return ends;
  std::ifstream file(join_path(store.common_folder(), "shallow"));
  for (std::string line; std::getline(file, line);) ends.insert(line);
  return ends;
}

/// `-x` is an option, and what starts with a colon is git's index or a search in all of history.
bool is_plausible(const std::string& revision) {
  return !revision.empty() && !revision.starts_with('-') && !revision.starts_with(':');
}

/// What was perhaps meant: the same name at a remote, else the nearest name.
std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
  const auto at_remote =
      std::ranges::find_if(names, [&](const std::string& n) { return n.ends_with("/" + word); });
  if (at_remote != names.end()) return "did you mean `" + *at_remote + "`?";
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(word, views);
  return near ? "did you mean `" + *near + "`?" : "";
}

}  // namespace

std::string short_id(const Commit& commit) { return commit.id.substr(0, 7); }

struct Repository::State {
  std::shared_ptr<const GitStore> store;
  std::shared_ptr<GitListings> listings;
  std::optional<std::string> here;  // the current folder, below the work tree
  std::unordered_set<std::string> ends;

  [[nodiscard]] CutHistory cut_history() const;
  [[nodiscard]] Result<std::vector<Commit>> commits(const std::vector<std::string>& ids) const;
  [[nodiscard]] Diagnostic unknown(const std::string& revision, NamedObject::Kind kind,
                                   const std::vector<std::string>& names) const;
  [[nodiscard]] Result<std::string> from_root(const std::string& path) const;
  [[nodiscard]] Diagnostic no_such_path(const std::string& path, const std::string& revision) const;
};

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::~Repository() = default;

Result<std::unique_ptr<Repository>> Repository::discover(const std::string& path) {
  auto opened = GitStore::open(path);
  if (!opened) return failure(std::move(opened.error()));
  auto state = std::make_unique<State>();
  state->store = std::move(*opened);
  state->listings = std::make_shared<GitListings>(state->store);
  state->here = place_in(state->store->work_folder(), path);
  state->ends = read_ends(*state->store);
  return std::unique_ptr<Repository>(new Repository(std::move(state)));
}

CutHistory Repository::State::cut_history() const {
  const auto parents = [this](const std::string& id) -> Result<std::vector<std::string>> {
    if (ends.contains(id)) return std::vector<std::string>{};
    auto commit = store->commit(id);
    if (!commit) return failure(std::move(commit.error()));
    return std::move(commit->parents);
  };
  return {parents, ends};
}

Result<std::vector<Commit>> Repository::State::commits(const std::vector<std::string>& ids) const {
  std::vector<Commit> all;
  for (const std::string& id : ids) {
    auto commit = store->commit(id);
    if (!commit) return failure(std::move(commit.error()));
    all.push_back(std::move(*commit));
  }
  return all;
}

Diagnostic Repository::State::unknown(const std::string& revision, NamedObject::Kind kind,
                                      const std::vector<std::string>& names) const {
  if (kind == NamedObject::Kind::Ambiguous) {
    return error_without_place("unknown-revision",
                               "`" + revision + "` is short for more than one object",
                               "give more digits");
  }
  if (kind == NamedObject::Kind::OtherObject) {
    return error_without_place("unknown-revision", "`" + revision + "` does not name a commit");
  }
  if (revision == "HEAD") {
    return error_without_place("unknown-revision", "`HEAD` has no commit yet");
  }
  std::string help = suggestion(revision, names);
  const std::string remote = shell_word(store->remote());
  if (help.empty() && !ends.empty()) {
    help = "if this shallow clone hides it: git fetch --unshallow " + remote;
  } else if (help.empty() && !store->remote().empty()) {
    help = "if it was not fetched: git fetch " + remote + " " + shell_word(revision);
  }
  return error_without_place("unknown-revision", "`" + revision + "` is not a revision here", help);
}

Result<Commit> Repository::resolve(const std::string& revision) const {
  NamedObject object;
  if (is_plausible(revision)) object = state_->store->find(revision);
  if (object.kind == NamedObject::Kind::Commit) return state_->store->commit(object.id);
  return failure(state_->unknown(revision, object.kind, revision_names()));
}

bool Repository::is_revision(const std::string& word) const {
  return is_plausible(word) && state_->store->find(word).kind == NamedObject::Kind::Commit;
}

std::string Repository::full_name(const std::string& revision) const {
  const std::vector<std::string> names = state_->store->reference_names();
  for (const std::string_view space : kNameSpaces) {
    std::string full = std::string(space) + revision;
    if (std::ranges::binary_search(names, full)) return full;
  }
  return state_->store->find(revision).id;
}

std::vector<std::string> Repository::revision_names() const {
  std::vector<std::string> names;
  for (const std::string& full : state_->store->reference_names()) {
    for (const std::string_view space : kNameSpaces) {
      if (full.starts_with(space)) names.push_back(full.substr(space.size()));
    }
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

Result<MergeBases> Repository::merge_bases(const Commit& a, const Commit& b) const {
  CutBases found;
  if (state_->ends.empty()) {
    auto bases = state_->store->merge_bases(a.id, b.id);
    if (!bases) return failure(std::move(bases.error()));
    found.ids = std::move(*bases);
  } else {
    auto bases = merge_bases_in(state_->cut_history(), a.id, b.id);
    if (!bases) return failure(std::move(bases.error()));
    found = std::move(*bases);
  }
  MergeBases bases;
  bases.is_cut = found.is_cut;
  auto commits = state_->commits(found.ids);
  if (!commits) return failure(std::move(commits.error()));
  bases.commits = std::move(*commits);
  return bases;
}

bool Repository::is_end(const Commit& commit) const { return state_->ends.contains(commit.id); }

Result<std::vector<Commit>> Repository::parents(const Commit& commit) const {
  if (is_end(commit)) return std::vector<Commit>{};
  return state_->commits(commit.parents);
}

Result<std::vector<Commit>> Repository::commits_between(const Commit& from,
                                                        const Commit& to) const {
  auto ids = state_->ends.empty() ? state_->store->commits_between(from.id, to.id)
                                  : commits_between_in(state_->cut_history(), from.id, to.id);
  if (!ids) return failure(std::move(ids.error()));
  return state_->commits(*ids);
}

Result<std::vector<Commit>> Repository::ancestors(const Commit& commit) const {
  auto ids = state_->ends.empty()
                 ? state_->store->commits_between(std::nullopt, commit.id)
                 : commits_between_in(state_->cut_history(), std::nullopt, commit.id);
  if (!ids) return failure(std::move(ids.error()));
  return state_->commits(*ids);
}

Result<std::vector<Commit>> Repository::first_parents(const Commit& tip) const {
  std::vector<Commit> commits{tip};
  while (!commits.back().parents.empty() && !state_->ends.contains(commits.back().id)) {
    auto parent = state_->store->commit(commits.back().parents.front());
    if (!parent) return failure(std::move(parent.error()));
    commits.push_back(std::move(*parent));
  }
  return commits;
}

Result<std::string> Repository::State::from_root(const std::string& path) const {
  if (!path.starts_with("./") && !path.starts_with("../") && path != "." && path != "..")
    return path;
  if (here) return *here + path;
  return failure(error_without_place("no-work-tree",
                                     "`" + path + "` is relative, and this is no work tree",
                                     "give the path from the root, without `./`"));
}

Diagnostic Repository::State::no_such_path(const std::string& path,
                                           const std::string& revision) const {
  std::string help;
  const bool is_here =
      here && !here->empty() &&
      look_on_disk(join_path(store->work_folder(), *here + path)).kind != TreeNode::Kind::Nothing;
  if (is_here) {
    help = "a path is read from the root; from the current folder it is `./" + path + "`";
  } else if (path.find("..") != std::string::npos) {
    help = "two sides with a path are two words: REV:PATH REV:PATH";
  }
  return error_without_place("no-such-path", "`" + path + "` is not in " + revision, help);
}

Result<std::unique_ptr<Tree>> Repository::tree(const Commit& commit,
                                               const std::string& path) const {
  const std::string revision = short_id(commit);
  auto root = state_->store->root_tree(commit.id);
  if (!root) return failure(std::move(root.error()));
  const auto full = state_->from_root(path);
  if (!full) return failure(full.error());
  const auto look = [&](const std::string& at) { return look_in_git(*state_->store, *root, at); };
  const auto end = follow(*full, look);
  if (!end) return failure(end.error());
  if (end->path.empty() && end->kind == Destination::Kind::Folder) {
    return make_git_tree(state_->listings, *root, revision);
  }
  if (end->kind == Destination::Kind::Submodule) {
    return failure(error_without_place(
        "submodule",
        "`" + end->path + "` of " + revision + " is a submodule, git has no files of it",
        "git submodule update --init " + shell_word(end->path) + ", then run this in that folder"));
  }
  const bool is_file = end->kind == Destination::Kind::File && !full->ends_with('/');
  if (!is_file && end->kind != Destination::Kind::Folder) {
    return failure(state_->no_such_path(path, revision));
  }
  auto node = look(end->path);
  if (!node) return failure(std::move(node.error()));
  if (end->kind == Destination::Kind::Folder) {
    return make_git_tree(state_->listings, std::move(node->id), revision);
  }
  std::string name = full->substr(full->rfind('/') + 1);
  return make_git_file(state_->listings, std::move(name), std::move(node->id), revision);
}

bool Repository::is_bare() const { return state_->store->work_folder().empty(); }

Result<std::unique_ptr<Tree>> Repository::work_tree() const {
  if (!state_->store->work_folder().empty()) return make_work_tree(state_->store);
  return failure(error_without_place("no-work-tree",
                                     "this repository is bare, it has no files checked out",
                                     "name revisions: accessdrift diff HEAD~1 HEAD"));
}

std::string Repository::unshallow_command() const {
  if (state_->ends.empty()) return {};
  const std::string remote = state_->store->remote();
  return "git fetch --unshallow" + (remote.empty() ? "" : " " + shell_word(remote));
}

std::vector<Diagnostic> Repository::warnings() const {
  const std::vector<std::string> names = state_->store->reference_names();
  const bool replaces = std::ranges::any_of(
      names, [](const std::string& name) { return name.starts_with("refs/replace/"); });
  const std::string grafts = join_path(state_->store->common_folder(), "info/grafts");
  if (!replaces && look_on_disk(grafts).kind == TreeNode::Kind::Nothing) return {};
  Diagnostic warning = error_without_place(
      "replace-refs",
      "this repository replaces objects; git shows the replacements, here the originals are read",
      "git --no-replace-objects log shows what is read");
  warning.severity = Severity::Warning;
  return {warning};
}

}  // namespace accessdrift
