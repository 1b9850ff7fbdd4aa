#include "accessdrift/base/names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace accessdrift {
namespace {

TEST_CASE("Names: equal texts have one number and others have their own") {
  Names names;
  const Name a = names.intern("ana");
  const Name b = names.intern("bo");
  CHECK(a != b);
  CHECK(names.intern(std::string("ana")) == a);
  CHECK(names.text(a) == "ana");
  CHECK(names.text(b) == "bo");
}

TEST_CASE("Names: numbers are dense from 0 in order of first sight") {
  Names names;
  CHECK(names.size() == 0);
  CHECK(names.intern("x").number == 0);
  CHECK(names.intern("y").number == 1);
  CHECK(names.intern("x").number == 0);
  CHECK(names.size() == 2);
}

TEST_CASE("Names: find tells what was never interned") {
  Names names;
  CHECK(names.find("ana").is_none());
  const Name a = names.intern("ana");
  CHECK(names.find("ana") == a);
  CHECK(names.find("an").is_none());
  CHECK(names.find("ANA").is_none());
}

TEST_CASE("Names: the empty text and texts with NUL are texts like any other") {
  Names names;
  const Name empty = names.intern("");
  const Name nul = names.intern(std::string_view("a\0b", 3));
  CHECK(names.find("") == empty);
  CHECK(names.text(nul) == std::string_view("a\0b", 3));
  CHECK(names.find("a").is_none());
}

TEST_CASE("Names: numbers and views survive growth") {
  Names names;
  constexpr std::size_t kCount = 50'000;
  const std::string_view first = names.text(names.intern("0"));
  std::vector<Name> given;
  for (std::size_t i = 0; i < kCount; ++i) given.push_back(names.intern(std::to_string(i)));
  CHECK(names.size() == kCount);
  CHECK(first == "0");
  for (std::size_t i = 0; i < kCount; ++i) {
    REQUIRE(names.find(std::to_string(i)) == given[i]);
    REQUIRE(names.text(given[i]) == std::to_string(i));
  }
}

TEST_CASE("Names: a text longer than a block is kept whole") {
  Names names;
  const std::string text(300'000, 'x');
  const Name name = names.intern(text);
  const Name after = names.intern("after");
  CHECK(names.text(name) == text);
  CHECK(names.text(after) == "after");
}

TEST_CASE("Names: texts longer than what is kept together, and just as long, are kept whole") {
  Names names;
  std::vector<std::string> texts;
  for (const std::size_t length :
       {65'512U, 65'520U, 65'528U, 65'536U, 1U, 200'000U, 0U, 65'521U, 131'064U, 131'072U, 3U}) {
    texts.emplace_back(length, static_cast<char>('a' + texts.size()));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK(names.intern(texts[i]).index() == i);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(names.text(Name{i}) == texts[i]);
    CHECK(names.find(texts[i]).index() == i);
  }
}

TEST_CASE("Names: texts that are looked up together are found as one by one") {
  Names names;
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) texts.push_back(std::to_string(i % 150));
  for (int i = 0; i < 100; ++i) (void)names.intern(std::to_string(i));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<Name> found(views.size());
  names.find(views, found);
  for (std::size_t i = 0; i < views.size(); ++i) CHECK(found[i] == names.find(views[i]));
  CHECK(names.size() == 100);
}

}  // namespace
}  // namespace accessdrift
