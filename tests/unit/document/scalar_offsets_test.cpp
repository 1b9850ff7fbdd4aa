#include "accessdrift/document/scalar_offsets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/document/read.h"

namespace accessdrift {
namespace {

/// The value of `when` in a file, and where a word of it stands by `scalar_offsets`.
struct Sample {
  std::string file;
  std::string value;
  std::vector<std::uint32_t> offsets;

  explicit Sample(std::string text, std::string path = "x.yaml") : file(std::move(text)) {
    const auto document = read_document(std::make_shared<SourceText>(path, file));
    REQUIRE(document.has_value());
    const NodeView when = NodeView(*document).first_child().next_sibling();
    value = when.scalar();
    offsets = scalar_offsets(file, when.place().begin, value);
  }

  [[nodiscard]] std::size_t place_of(std::string_view word) const {
    REQUIRE(offsets.size() == value.size());
    REQUIRE(std::is_sorted(offsets.begin(), offsets.end()));
    return offsets[value.find(word)];
  }
};

void check_words(const Sample& sample, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(sample.place_of(word) == sample.file.find(word));
  }
}

TEST_CASE("scalar_offsets: block scalars of every kind") {
  check_words(Sample("when: |\n  alpha &&\n    beta ||\n\n  gamma\n"),
              {"alpha", "&&", "beta", "||", "gamma"});
  check_words(Sample("when: >-\n  alpha &&\n  beta ||\n\n\n  gamma\n"),
              {"alpha", "&&", "beta", "||", "gamma"});
  check_words(Sample("when: |+2 # note\n    alpha\n  beta\n\n"), {"alpha", "beta"});
  check_words(Sample("when: >\r\n  alpha\r\n  beta\r\n"), {"alpha", "beta"});
  check_words(Sample("when: |\n  alpha\n  beta"), {"alpha", "beta"});
}

TEST_CASE("scalar_offsets: plain and quoted text over several lines") {
  check_words(Sample("when: alpha\n  && beta\n\n  || gamma\n"),
              {"alpha", "&&", "beta", "||", "gamma"});
  check_words(Sample("when: 'alpha ==\n   ''beta'' || gamma'\n"), {"alpha", "beta", "||", "gamma"});
  check_words(Sample("when: \"alpha \\\n   beta\\n  gamma\n   delta\"\n"),
              {"alpha", "beta", "gamma", "delta"});
}

TEST_CASE("scalar_offsets: escapes of YAML and JSON") {
  const Sample yaml("when: \"\\\"alpha\\\" \\x41\\u00e9\\U0001F600\\t\\_beta\"\n");
  CHECK(yaml.value == "\"alpha\" A\u00e9\U0001F600\t\u00a0beta");
  check_words(yaml, {"alpha", "beta"});
  CHECK(yaml.place_of("A") == yaml.file.find("\\x41"));
  CHECK(yaml.place_of("\U0001F600") == yaml.file.find("\\U0001F600"));
  const Sample json("{\"when\": \"\\\"alpha\\\" \\ud83d\\ude00\\/ beta\"}", "x.json");
  check_words(json, {"alpha", "beta"});
}

TEST_CASE("scalar_offsets: nothing where file and value do not belong together") {
  CHECK(scalar_offsets("alpha beta", 0, "alpha gamma").empty());
  CHECK(scalar_offsets("alpha", 0, "alpha beta").empty());
  CHECK(scalar_offsets("\"alpha\\u00", 0, "alpha\u00e9").empty());
  CHECK(scalar_offsets("alpha", 5, "a").empty());
  CHECK(scalar_offsets("", 0, "").empty());
}

}  // namespace
}  // namespace accessdrift
