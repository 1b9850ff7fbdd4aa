#include "accessdrift/source/memory_tree.h"

#include <doctest/doctest.h>

#include "tests/unit/source/scratch.h"

namespace accessdrift::test {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("MemoryTree: lists the wanted files by path and reads them") {
  const MemoryTree tree({{"b.yaml", "2"}, {"a/c.yaml", "1"}, {"b.txt", "3"}, {"yaml", "4"}});
  CHECK(contents(tree) == Strings{"a/c.yaml:1", "b.yaml:2"});
  CHECK(tree.warnings().empty());
}

TEST_CASE("MemoryTree: a file that is not there is no-such-path") {
  const MemoryTree tree(std::map<std::string, std::string>{{"a.yaml", "1"}});
  CHECK(problem(tree.read({"b.yaml", {}})).code == "no-such-path");
}

TEST_CASE("has_extension: any of several and case matters") {
  CHECK(has_extension("a.yml", {".yaml", ".yml"}));
  CHECK_FALSE(has_extension("a.YAML", {".yaml", ".yml"}));
  CHECK_FALSE(has_extension("a.yaml.bak", {".yaml", ".yml"}));
}

}  // namespace
}  // namespace accessdrift::test
