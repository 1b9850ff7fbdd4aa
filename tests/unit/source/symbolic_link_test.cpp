#include "accessdrift/source/symbolic_link.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

namespace accessdrift {
namespace {

using Kind = TreeNode::Kind;
using End = Destination::Kind;

std::map<std::string, TreeNode> sample() {
  std::map<std::string, TreeNode> nodes = {
      {"a", {Kind::Folder, {}, {}}},     {"a/b", {Kind::Folder, {}, {}}},
      {"a/b/f", {Kind::File, {}, {}}},   {"sub", {Kind::Submodule, {}, {}}},
      {"pipe", {Kind::Special, {}, {}}},
  };
  const std::pair<std::string, std::string> links[] = {
      {"to_file", "a/b/f"},
      {"to_folder", "a/b"},
      {"a/up", "../to_file"},
      {"out", "../x"},
      {"absolute", "/a/b/f"},
      {"dangling", "a/none"},
      {"loop", "loop2"},
      {"loop2", "loop"},
      {"a/root", ".."},
      {"in_sub", "sub/file"},
      {"through", "to_folder/f"},
      {"below_file", "a/b/f/g"},
      {"empty", ""},
      {"a/b/out", "../../../x"},
      {"dots", "./a/./b/../b//f"},
      {"long", std::string(4094, '/').insert(0, "a") + "b/f"},
  };
  for (const auto& [path, target] : links) nodes[path] = {Kind::Link, {}, target};
  return nodes;
}

TEST_CASE("follow: leads where the kernel would inside the tree") {
  const auto nodes = sample();
  const LookAt look = [&](const std::string& path) -> Result<TreeNode> {
    const auto found = nodes.find(path);
    return found == nodes.end() ? TreeNode{} : found->second;
  };
  struct Row {
    std::string path;
    End kind;
    std::string leads_to;
  };
  const Row rows[] = {
      {"", End::Folder, ""},
      {"a/b/f", End::File, "a/b/f"},
      {"a/b/", End::Folder, "a/b"},
      {"a/../a/b", End::Folder, "a/b"},
      {"to_file", End::File, "a/b/f"},
      {"to_folder", End::Folder, "a/b"},
      {"to_folder/f", End::File, "a/b/f"},
      {"to_folder/../b/f", End::File, "a/b/f"},
      {"a/up", End::File, "a/b/f"},
      {"a/root", End::Folder, ""},
      {"a/root/a/b/f", End::File, "a/b/f"},
      {"through", End::File, "a/b/f"},
      {"dots", End::File, "a/b/f"},
      {"long", End::Nothing, ""},
      {"none", End::Nothing, "none"},
      {"dangling", End::Nothing, "a/none"},
      {"below_file", End::Nothing, "a/b/f"},
      {"empty", End::Nothing, ""},
      {"out", End::Outside, ""},
      {"a/b/out", End::Outside, ""},
      {"absolute", End::Outside, ""},
      {"..", End::Outside, ""},
      {"loop", End::Loop, ""},
      {"sub", End::Submodule, "sub"},
      {"sub/deep/er", End::Submodule, "sub"},
      {"in_sub", End::Submodule, "sub"},
      {"pipe", End::Special, "pipe"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto end = follow(row.path, look);
    REQUIRE(end);
    CHECK(end->kind == row.kind);
    CHECK(end->path == row.leads_to);
  }
}

TEST_CASE("follow: fails where looking fails") {
  const LookAt look = [](const std::string&) -> Result<TreeNode> {
    return failure(error_without_place("missing-object", "gone"));
  };
  const auto end = follow("a", look);
  REQUIRE_FALSE(end);
  CHECK(end.error().front().code == "missing-object");
}

}  // namespace
}  // namespace accessdrift
