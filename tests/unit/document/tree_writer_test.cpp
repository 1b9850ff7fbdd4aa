#include "accessdrift/document/tree_writer.h"

#include <doctest/doctest.h>

#include <memory>

#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

std::shared_ptr<const SourceText> plan_text(std::string bytes) {
  return std::make_shared<const SourceText>("plan.json", std::move(bytes));
}

TEST_CASE("TreeWriter: values in another shape keep their places") {
  const auto text = plan_text(R"({"member": "user:ana", "count": 2})");
  const Result<Document> read = read_json(text);
  REQUIRE(read);
  const NodeView member = NodeView(*read).first_child().next_sibling();
  const NodeView count = member.next_sibling().next_sibling();
  TreeWriter writer(text);
  writer.begin_mapping({0, 5});
  writer.text("members", {1, 2});
  writer.begin_sequence(member.place());
  writer.copy_scalar(member);
  writer.copy_scalar(count);
  writer.end();
  writer.text("empty", {3, 4});
  writer.begin_mapping({3, 4});
  writer.end();
  writer.end();
  const Document made = writer.take();
  const NodeView root(made);
  REQUIRE(root.is_mapping());
  const NodeView key = root.first_child();
  CHECK(key.scalar() == "members");
  const NodeView list = key.next_sibling();
  REQUIRE(list.is_sequence());
  const NodeView first = list.first_child();
  CHECK(first.scalar() == "user:ana");
  CHECK(first.place() == member.place());
  CHECK(first.is_verbatim());
  CHECK(first.next_sibling().scalar() == "2");
  CHECK(first.next_sibling().kind() == NodeKind::Integer);
  CHECK(first.next_sibling().next_sibling().is_end(list));
  const NodeView empty = list.next_sibling();
  CHECK(empty.scalar() == "empty");
  CHECK(empty.next_sibling().is_empty_collection());
  CHECK(empty.next_sibling().next_sibling().is_end(root));
}

TEST_CASE("TreeWriter: a scalar whose bytes the text hides is what it was") {
  const Result<Document> read = read_json(plan_text(R"(["user:ana"])"));
  REQUIRE(read);
  const NodeView member = NodeView(*read).first_child();
  TreeWriter writer(plan_text(R"(["********"])"));
  writer.copy_scalar(member);
  const Document made = writer.take();
  CHECK(NodeView(made).scalar() == "user:ana");
  CHECK_FALSE(NodeView(made).is_verbatim());
  CHECK(NodeView(made).place() == member.place());
}

}  // namespace
}  // namespace accessdrift
