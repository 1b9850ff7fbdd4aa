#include "accessdrift/source/symbolic_link.h"

#include <optional>
#include <vector>

namespace accessdrift {
namespace {

constexpr int kMostLinks = 40;
constexpr std::size_t kLongestTarget = 4096;  // PATH_MAX of Linux

/// The segments of `path` in reverse, on top of those that are still to be walked.
void push_segments(const std::string& path, std::vector<std::string>& todo) {
  std::size_t end = path.size();
  while (true) {
    const std::size_t slash = end == 0 ? std::string::npos : path.rfind('/', end - 1);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    if (end > begin) todo.push_back(path.substr(begin, end - begin));
    if (slash == std::string::npos) return;
    end = slash;
  }
}

void remove_last_segment(std::string& path) {
  const std::size_t slash = path.rfind('/');
  path.resize(slash == std::string::npos ? 0 : slash);
}

Destination::Kind end_of(TreeNode::Kind kind) {
  switch (kind) {
    case TreeNode::Kind::File:
      return Destination::Kind::File;
    case TreeNode::Kind::Folder:
      return Destination::Kind::Folder;
    case TreeNode::Kind::Submodule:
      return Destination::Kind::Submodule;
    case TreeNode::Kind::Special:
      return Destination::Kind::Special;
    case TreeNode::Kind::Nothing:
    case TreeNode::Kind::Link:
      break;
  }
  return Destination::Kind::Nothing;
}

class Walk {
 public:
  Walk(const std::string& path, const LookAt& look) : look_(look) { push_segments(path, todo_); }

  Result<Destination> run() {
    while (!todo_.empty()) {
      const std::string segment = std::move(todo_.back());
      todo_.pop_back();
      if (segment == ".") continue;
      const auto stop = segment == ".." ? leave() : enter(segment);
      if (!stop) return failure(stop.error());
      const std::optional<Destination::Kind>& kind = *stop;
      if (kind) return Destination{*kind, done_};
    }
    return Destination{end_of(at_.kind), done_};
  }

 private:
  /// Where the walk ends; nothing, if it goes on.
  using Stop = Result<std::optional<Destination::Kind>>;

  Stop leave() {
    if (done_.empty()) return Destination::Kind::Outside;
    remove_last_segment(done_);
    at_ = {TreeNode::Kind::Folder, {}, {}};
    return std::nullopt;
  }

  Stop enter(const std::string& segment) {
    const std::size_t parent = done_.size();
    done_ += (parent == 0 ? "" : "/") + segment;
    auto node = look_(done_);
    if (!node) return failure(std::move(node.error()));
    at_ = std::move(*node);
    if (at_.kind == TreeNode::Kind::Folder) return std::nullopt;
    if (at_.kind != TreeNode::Kind::Link) return end_here();
    done_.resize(parent);
    return enter_link();
  }

  std::optional<Destination::Kind> enter_link() {
    if (++links_ > kMostLinks) return Destination::Kind::Loop;
    if (at_.target.starts_with('/')) return Destination::Kind::Outside;
    if (at_.target.empty() || at_.target.size() > kLongestTarget) return Destination::Kind::Nothing;
    push_segments(at_.target, todo_);
    at_ = {TreeNode::Kind::Folder, {}, {}};
    return std::nullopt;
  }

  /// At something that has nothing below it.
  [[nodiscard]] Destination::Kind end_here() const {
    const bool has_rest = !todo_.empty() && at_.kind != TreeNode::Kind::Submodule;
    return has_rest ? Destination::Kind::Nothing : end_of(at_.kind);
  }

  const LookAt& look_;
  std::vector<std::string> todo_;
  std::string done_;
  TreeNode at_{TreeNode::Kind::Folder, {}, {}};
  int links_ = 0;
};

const char* reason(Destination::Kind leads_to) {
  switch (leads_to) {
    case Destination::Kind::Outside:
      return ", which is outside of what is read";
    case Destination::Kind::Loop:
      return ", which leads back to itself";
    case Destination::Kind::Folder:
      return ", which is a folder";
    case Destination::Kind::Submodule:
      return ", which is in a submodule";
    case Destination::Kind::Special:
      return ", which is not a regular file";
    case Destination::Kind::Nothing:
    case Destination::Kind::File:
      break;
  }
  return ", which does not exist";
}

}  // namespace

Result<Destination> follow(const std::string& path, const LookAt& look) {
  return Walk(path, look).run();
}

Diagnostic unusable_link(const std::string& shown, const std::string& target,
                         Destination::Kind leads_to, std::string help) {
  return error_without_place("symbolic-link",
                             shown + " is a symbolic link to `" + target + "`" + reason(leads_to),
                             std::move(help));
}

Diagnostic unentered_link(const std::string& shown) {
  Diagnostic warning = error_without_place(
      "symbolic-link", "`" + shown + "` is a symbolic link to a folder and was not entered");
  warning.severity = Severity::Warning;
  return warning;
}

}  // namespace accessdrift
