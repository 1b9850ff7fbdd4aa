#include "accessdrift/report/line_hash.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace accessdrift {
namespace {

std::vector<std::string> hashes_of(const std::string& text) {
  const LineHashes hashes(text);
  std::vector<std::string> all;
  for (std::size_t line = 1; line <= hashes.lines(); ++line) all.push_back(hashes.of(line));
  return all;
}

using Hashes = std::vector<std::string>;

// Texts and hashes are those of src/fingerprints.test.ts in github.com/github/codeql-action.

TEST_CASE("LineHashes: short texts") {
  CHECK(hashes_of("") == Hashes{"c129715d7a2bc9a3:1"});
  CHECK(hashes_of(" a\nb\n  \t\tc\n d") == Hashes{"271789c17abda88f:1", "54703d4cd895b18:1",
                                                  "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
  CHECK(hashes_of("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n") ==
        Hashes{"e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1",
               "5c482a0f8b35ea28:1", "54517377da7028d2:1", "2c644846cb18d53e:1",
               "f1b89f20de0d133:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("LineHashes: every line break is one") {
  const Hashes expected = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                           "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                           "c129715d7a2bc9a3:1"};
  CHECK(hashes_of(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n") == expected);
  CHECK(hashes_of(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r") == expected);
  CHECK(hashes_of(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n") == expected);
  CHECK(hashes_of(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n") == expected);
}

TEST_CASE("LineHashes: lines that hash alike are counted") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  CHECK(hashes_of(text) == Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                                  "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                                  "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                                  "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("LineHashes: a line that there is not") {
  CHECK(LineHashes("a").of(0) == "");
  CHECK(LineHashes("a").of(2) == "");
}

}  // namespace
}  // namespace accessdrift
