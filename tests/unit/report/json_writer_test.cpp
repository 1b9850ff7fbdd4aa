#include "accessdrift/report/json_writer.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>

namespace accessdrift {
namespace {

TEST_CASE("JsonWriter: members and elements of outer arrays on their own lines") {
  JsonWriter json;
  json.begin_object().key("a").integer(-1).key("b").begin_array();
  json.begin_object().key("x").boolean(true).key("y").null().end_object();
  json.texts({"p", "q\n"});
  json.end_array().key("c").begin_object().end_object().end_object();
  CHECK(json.take() == R"({
 "a":-1,
 "b":[
  {"x":true,"y":null},
  ["p","q\u000a"]],
 "c":{}
}
)");
}

TEST_CASE("JsonWriter: empty containers and a lone value") {
  JsonWriter array;
  array.begin_array().end_array();
  CHECK(array.take() == "[]\n");
  JsonWriter text;
  text.text("a\"b");
  CHECK(text.take() == "\"a\\\"b\"\n");
}

TEST_CASE("JsonWriter: integers keep every digit") {
  JsonWriter json;
  json.begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .count(std::numeric_limits<std::uint64_t>::max())
      .end_array();
  CHECK(json.take() == "[\n -9223372036854775808,\n 18446744073709551615\n]\n");
}

TEST_CASE("JsonWriter: what another reader understands") {
  JsonWriter json;
  json.begin_object().key("k\"\x1b").texts({"\xF3\xA0\x81\xA1", "\xE2\x80\xAE", "é"}).end_object();
  const auto read = nlohmann::json::parse(json.take());
  CHECK(read["k\"\x1b"] == nlohmann::json({"\xF3\xA0\x81\xA1", "\xE2\x80\xAE", "é"}));
}

}  // namespace
}  // namespace accessdrift
