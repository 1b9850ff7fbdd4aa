#include "accessdrift/cel/extraction.h"

#include <doctest/doctest.h>

namespace accessdrift::cel {
namespace {

std::string extracted(std::string_view text, std::string_view written) {
  const auto found = extraction_of(written);
  return found ? found->of(text) : "no template";
}

constexpr std::string_view kName = "projects/7/iap_web/compute/services/shop/versions/v1";

}  // namespace

TEST_CASE("Extraction: the text between the first beginning and the next end") {
  CHECK(extracted(kName, "projects/{p}/") == "7");
  CHECK(extracted(kName, "/services/{s}/") == "shop");
  CHECK(extracted("a/b/a/c/", "a/{x}/") == "b");
}

TEST_CASE("Extraction: without an end it goes to the end, without a beginning from the start") {
  CHECK(extracted(kName, "versions/{v}") == "v1");
  CHECK(extracted(kName, "{start}/iap_web") == "projects/7");
  CHECK(extracted(kName, "{all}") == kName);
}

TEST_CASE("Extraction: empty where an end is not there, not there behind it, or right behind it") {
  CHECK(extracted(kName, "folders/{f}/").empty());
  CHECK(extracted(kName, "versions/{v}/").empty());
  CHECK(extracted(kName, "iap_web/{x}compute").empty());
  CHECK(extracted(kName, "compute/{x}projects/").empty());
}

TEST_CASE("extraction_of: a template has one name in braces") {
  CHECK(extracted(kName, "projects/") == "no template");
  CHECK(extracted(kName, "projects/{}/") == "no template");
  CHECK(extracted(kName, "projects/{a}/{b}") == "no template");
  CHECK(extracted(kName, "projects/}a{") == "no template");
  CHECK(extracted(kName, "projects/{{a}}") == "no template");
}

}  // namespace accessdrift::cel
