#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/scim/resource_blocks.h"

namespace accessdrift {
namespace {

std::vector<std::uint32_t> places_in(NodeView root, std::size_t worth_a_thread) {
  scim::ResourceBlocks blocks(root, worth_a_thread);
  std::vector<std::uint32_t> places;
  while (true) {
    const auto block = blocks.next();
    if (block.empty()) return places;
    for (const scim::Resource& resource : block) places.push_back(resource.node.place().begin);
  }
}

}  // namespace

TEST_CASE("ResourceBlocks: a second thread takes apart the same resources in their order") {
  for (const std::size_t count : {0U, 1U, 1023U, 1024U, 1025U, 2049U}) {
    CAPTURE(count);
    std::string bytes = "[";
    for (std::size_t i = 0; i < count; ++i)
      bytes += (i > 0 ? "," : "") + std::string("{\"id\": \"") + std::to_string(i) + "\"}";
    const Result<Document> document =
        read_json(std::make_shared<const SourceText>("users.json", bytes + "]"));
    REQUIRE(document.has_value());
    const NodeView root(*document);
    const std::vector<std::uint32_t> alone = places_in(root, SIZE_MAX);
    CHECK(alone.size() == count);
    CHECK(places_in(root, 0) == alone);
    (void)scim::ResourceBlocks(root, 0).next();  // and ends where nobody asks for more
  }
}

}  // namespace accessdrift
