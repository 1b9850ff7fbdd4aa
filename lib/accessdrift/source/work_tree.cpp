#include "accessdrift/source/work_tree.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "accessdrift/source/disk.h"
#include "accessdrift/source/ignore_rules.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

Diagnostic warning(std::string code, std::string message, std::string help) {
  Diagnostic remark = error_without_place(std::move(code), std::move(message), std::move(help));
  remark.severity = Severity::Warning;
  return remark;
}

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

/// What the index says about paths.
class Tracked {
 public:
  explicit Tracked(const std::vector<TrackedPath>& lines) {
    for (const TrackedPath& line : lines) {
      if (line.is_submodule) {
        submodules_.insert(line.path);
        continue;
      }
      files_.insert(line.path);
      for (std::string_view at = parent_of(line.path); !at.empty(); at = parent_of(at)) {
        if (!folders_.insert(at).second) break;
      }
    }
  }

  [[nodiscard]] bool has_file(const std::string& path) const { return files_.contains(path); }
  [[nodiscard]] bool has_submodule(const std::string& path) const {
    return submodules_.contains(path);
  }
  [[nodiscard]] bool has_files_below(const std::string& folder) const {
    return folders_.contains(folder);
  }

 private:
  std::unordered_set<std::string_view> files_;
  std::unordered_set<std::string_view> submodules_;
  std::unordered_set<std::string_view> folders_;
};

/// A walk over the disk with git's eyes.
class Survey {
 public:
  Survey(const GitStore& store, const DiskFolder& root, const std::vector<TrackedPath>& lines)
      : rules_(store.ignore_places()), root_(root), tracked_(lines) {}

  Result<std::vector<DiskItem>> run(const std::vector<std::string>& extensions) {
    auto items = walk(root_, [this](const std::string& folder) { return enters(folder); });
    if (!items) return items;
    std::erase_if(*items, [&](const DiskItem& item) {
      const bool matters =
          item.kind == DiskItem::Kind::Link || has_extension(item.path, extensions);
      return !matters || is_hidden(item.path);
    });
    return items;
  }

  Diagnostics warnings;

 private:
  bool enters(const std::string& folder) {
    if (tracked_.has_submodule(folder)) {
      warnings.push_back(warning("submodule", "`" + folder + "` is a submodule and was not read",
                                 "compare that folder by itself: ./" + shell_word(folder)));
      return false;
    }
    const bool is_tracked = tracked_.has_files_below(folder);
    const bool was_ignored = ignored_.contains(std::string(parent_of(folder)));
    const bool is_ignored = was_ignored || rules_.is_ignored(folder, true);
    if (is_ignored && !is_tracked) return false;
    const bool is_nested = is_repository(folder);
    if (is_nested && !is_tracked) {
      warnings.push_back(warning("nested-repository",
                                 "`" + folder + "` is a repository of its own and was not read",
                                 "compare that folder by itself: ./" + shell_word(folder)));
      return false;
    }
    if (is_ignored || is_nested) ignored_.insert(folder);
    return true;
  }

  bool is_hidden(const std::string& path) {
    if (tracked_.has_file(path)) return false;
    return ignored_.contains(std::string(parent_of(path))) || rules_.is_ignored(path, false);
  }

  [[nodiscard]] bool is_repository(const std::string& folder) const {
    const std::string at = root_.full(folder) + "/.git";
    if (look_on_disk(at).kind == TreeNode::Kind::File) return true;
    return look_on_disk(at + "/HEAD").kind != TreeNode::Kind::Nothing;
  }

  IgnoreRules rules_;
  const DiskFolder& root_;
  Tracked tracked_;
  std::unordered_set<std::string> ignored_;  // folders of which only tracked files count
};

class WorkTree final : public Tree {
 public:
  explicit WorkTree(std::shared_ptr<const GitStore> store)
      : store_(std::move(store)), root_{store_->work_folder(), ""} {}

  [[nodiscard]] Result<std::vector<TreeEntry>> list(
      const std::vector<std::string>& extensions) const override {
    warnings_.clear();
    const auto lines = store_->tracked();
    if (!lines) return failure(lines.error());
    if (auto hidden = left_out(*lines, extensions); !hidden.empty()) {
      return failure(std::move(hidden));
    }
    Survey survey(*store_, root_, *lines);
    const auto items = survey.run(extensions);
    if (!items) return failure(items.error());
    warnings_ = std::move(survey.warnings);
    return choose(root_, *items, extensions, warnings_);
  }

  [[nodiscard]] Result<FileBytes> read(const TreeEntry& entry) const override {
    return file_bytes(root_.full(entry.path), entry.path);
  }

  [[nodiscard]] Diagnostics warnings() const override { return warnings_; }

 private:
  [[nodiscard]] Diagnostics left_out(const std::vector<TrackedPath>& lines,
                                     const std::vector<std::string>& extensions) const {
    Diagnostics hidden;
    for (const TrackedPath& line : lines) {
      if (!line.is_left_out || !has_extension(line.path, extensions)) continue;
      if (look_on_disk(root_.full(line.path)).kind != TreeNode::Kind::Nothing) continue;
      hidden.push_back(error_without_place(
          "sparse-checkout", "`" + line.path + "` is kept off the disk by the sparse checkout",
          "git sparse-checkout disable"));
    }
    return hidden;
  }

  std::shared_ptr<const GitStore> store_;
  DiskFolder root_;
  mutable Diagnostics warnings_;
};

}  // namespace

std::unique_ptr<Tree> make_work_tree(std::shared_ptr<const GitStore> store) {
  return std::make_unique<WorkTree>(std::move(store));
}

}  // namespace accessdrift
