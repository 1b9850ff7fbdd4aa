#include "accessdrift/source/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "accessdrift/source/leased_file.h"
#include "accessdrift/source/lfs_pointer.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBlock = std::uint64_t{256} * 1024;
/// Reading less is as fast; and no pointer of Git LFS is so large.
constexpr std::uint64_t kWorthALease = std::uint64_t{4} * 1024 * 1024;

Diagnostic unreadable(const std::string& shown, const std::string& why) {
  return error_without_place("unreadable-file", "cannot read `" + shown + "`: " + why);
}

Diagnostic unreadable(const std::string& shown, int error) {
  std::string why = std::generic_category().message(error);
  if (!why.empty() && why[0] >= 'A' && why[0] <= 'Z') why[0] = static_cast<char>(why[0] + 32);
  return unreadable(shown, why);
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

  /// Of one that can be read.
  [[nodiscard]] Result<std::uint64_t> size(const std::string& shown) const {
    struct stat about {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &about) != 0)
      return failure(unreadable(shown, errno));
    if (!S_ISREG(about.st_mode)) return failure(unreadable(shown, "it is not a regular file"));
    const auto size = static_cast<std::uint64_t>(about.st_size);
    if (size > kLargestFile) return failure(too_large(shown, size));
    return size;
  }

 private:
  int descriptor_;
};

Result<std::string> read_open(const OpenFile& file, const std::string& shown, std::uint64_t size) {
  // Block by block, so that memory for all of it is written once.
  std::string block(std::min<std::uint64_t>(size, kBlock), '\0');
  std::string bytes;
  bytes.reserve(size);
  while (bytes.size() < size) {
    const std::size_t wanted = std::min<std::size_t>(block.size(), size - bytes.size());
    const ssize_t got = ::read(file.get(), block.data(), wanted);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(unreadable(shown, errno));
    if (got == 0) break;
    bytes.append(block, 0, static_cast<std::size_t>(got));
  }
  if (is_lfs_pointer(bytes)) {
    return failure(error_without_place(
        "lfs-pointer", "`" + shown + "` is a Git LFS pointer, its content is not here",
        "git lfs pull"));
  }
  return bytes;
}

DiskItem::Kind kind_of(fs::file_type type) {
  if (type == fs::file_type::regular) return DiskItem::Kind::File;
  return type == fs::file_type::symlink ? DiskItem::Kind::Link : DiskItem::Kind::Special;
}

/// One folder: its files go to `items`, its folders to `below`. The error number, or 0.
int read_folder(const DiskFolder& root, const std::string& folder, std::vector<DiskItem>& items,
                std::vector<std::string>& below) {
  std::error_code error;
  fs::directory_iterator at(root.full(folder), error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().native();
    if (name == ".git") continue;
    std::string path = join_path(folder, name);
    std::error_code gone;
    const fs::file_type type = at->symlink_status(gone).type();
    if (type == fs::file_type::not_found) continue;
    if (type == fs::file_type::directory) {
      below.push_back(std::move(path));
    } else {
      items.push_back({std::move(path), kind_of(type)});
    }
  }
  return error.value();
}

std::string link_help(const DiskFolder& root, const DiskItem& item, Destination::Kind leads_to) {
  const std::string shown = shell_word(root.show(item.path));
  if (leads_to == Destination::Kind::Outside) {
    return "put the file itself in its place: cp --remove-destination \"$(readlink -f " + shown +
           ")\" " + shown;
  }
  return "remove it: rm " + shown;
}

/// Sorts items into files, problems and warnings.
class Choice {
 public:
  explicit Choice(const DiskFolder& root) : root_(root) {}

  void add(const DiskItem& item, bool is_wanted) {
    if (item.kind == DiskItem::Kind::Link) {
      add_link(item, is_wanted);
    } else if (is_wanted && item.kind == DiskItem::Kind::Special) {
      problems.push_back(unreadable(root_.show(item.path), "it is not a regular file"));
    } else if (is_wanted) {
      entries.push_back({item.path, {}});
    }
  }

  std::vector<TreeEntry> entries;
  Diagnostics problems;
  Diagnostics warnings;

 private:
  void add_link(const DiskItem& item, bool is_wanted) {
    const std::string full = root_.full(item.path);
    if (!is_wanted) {
      const bool is_folder = look_on_disk(full + "/").kind == TreeNode::Kind::Folder;
      if (is_folder) warnings.push_back(unentered_link(root_.show(item.path)));
      return;
    }
    auto end = follow(item.path, [this](const std::string& path) -> Result<TreeNode> {
      return look_on_disk(root_.full(path));
    });
    if (!end) {
      std::ranges::move(end.error(), std::back_inserter(problems));
    } else if (end->kind == Destination::Kind::File) {
      entries.push_back({item.path, {}});
    } else {
      problems.push_back(unusable_link("`" + root_.show(item.path) + "`", look_on_disk(full).target,
                                       end->kind, link_help(root_, item, end->kind)));
    }
  }

  const DiskFolder& root_;
};

}  // namespace

std::string DiskFolder::full(const std::string& inside) const { return join_path(path, inside); }

std::string DiskFolder::show(const std::string& inside) const {
  if (shown.empty()) return inside;
  return inside.empty() ? shown : join_path(shown, inside);
}

std::string join_path(const std::string& folder, const std::string& path) {
  if (path.empty()) return folder;
  if (folder.empty() || path.starts_with('/')) return path;
  return folder.ends_with('/') ? folder + path : folder + "/" + path;
}

Result<std::vector<DiskItem>> walk(const DiskFolder& root,
                                   const std::function<bool(const std::string&)>& enters) {
  std::vector<DiskItem> items;
  std::vector<std::string> todo{""};
  Diagnostics problems;
  while (!todo.empty()) {
    const std::string folder = std::move(todo.back());
    todo.pop_back();
    std::vector<std::string> below;
    if (const int error = read_folder(root, folder, items, below); error != 0) {
      problems.push_back(unreadable(root.show(folder), error));
      continue;
    }
    std::ranges::copy_if(below, std::back_inserter(todo), enters);
  }
  if (!problems.empty()) {
    sort_diagnostics(problems);
    return failure(std::move(problems));
  }
  std::ranges::sort(items, {}, &DiskItem::path);
  return items;
}

Result<std::vector<TreeEntry>> choose(const DiskFolder& root, const std::vector<DiskItem>& items,
                                      const std::vector<std::string>& extensions,
                                      Diagnostics& warnings) {
  Choice choice(root);
  for (const DiskItem& item : items) choice.add(item, has_extension(item.path, extensions));
  sort_diagnostics(choice.problems);
  if (!choice.problems.empty()) return failure(std::move(choice.problems));
  std::ranges::move(choice.warnings, std::back_inserter(warnings));
  sort_diagnostics(warnings);
  return std::move(choice.entries);
}

Result<std::string> read_file(const std::string& full, const std::string& shown) {
  const OpenFile file(full);
  const auto size = file.size(shown);
  return size ? read_open(file, shown, *size) : failure(size.error());
}

Result<FileBytes> file_bytes(const std::string& full, const std::string& shown) {
  const OpenFile file(full);
  const auto size = file.size(shown);
  if (!size) return failure(size.error());
  if (*size >= kWorthALease)
    if (auto leased = lease_file(file.get(), *size)) return *std::move(leased);
  return read_open(file, shown, *size);
}

Diagnostic not_found(const std::string& full, const std::string& shown) {
  if (::access(full.c_str(), F_OK) != 0 && errno == EACCES) return unreadable(shown, EACCES);
  return error_without_place("no-such-path", "`" + shown + "` does not exist");
}

TreeNode look_on_disk(const std::string& full) {
  struct stat about {};
  if (::lstat(full.c_str(), &about) != 0) return {};
  if (S_ISREG(about.st_mode)) return {TreeNode::Kind::File, {}, {}};
  if (S_ISDIR(about.st_mode)) return {TreeNode::Kind::Folder, {}, {}};
  if (!S_ISLNK(about.st_mode)) return {TreeNode::Kind::Special, {}, {}};
  std::error_code error;
  return {TreeNode::Kind::Link, {}, fs::read_symlink(full, error).native()};
}

}  // namespace accessdrift
