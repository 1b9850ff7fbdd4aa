#include "accessdrift/model/sources.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

/// `sources` of one format, written somewhere.
class Written {
 public:
  explicit Written(Names& names) : names_(names) {}

  Written& with(const std::string& format, const std::string& glob) {
    sources_.selections.push_back({place(format), place(glob), nullptr});
    return *this;
  }
  Written& with(const std::string& format, const std::string& glob, const std::string& key,
                const std::string& value) {
    auto options = std::make_shared<SourceOptions>();
    options->all.push_back({place("map"), {{place(key), place(value)}}});
    sources_.selections.push_back({place(format), place(glob), options});
    return *this;
  }
  [[nodiscard]] const Sources* get() const { return &sources_; }

 private:
  NamePlace place(const std::string& text) { return {names_.intern(text), {at_++, at_}}; }

  Names& names_;
  Sources sources_;
  std::uint32_t at_ = 0;
};

TEST_CASE("are_alike: whatever stands where and in which order") {
  Names names;
  Written a(names), b(names), c(names), d(names), e(names);
  a.with("native", "*.yaml").with("csv", "*.csv", "user", "Login");
  b.with("csv", "*.csv", "user", "Login").with("native", "*.yaml");
  c.with("native", "*.yaml").with("csv", "*.csv", "user", "Name");
  d.with("native", "*.yaml").with("csv", "*.csv");
  e.with("native", "*.yaml");
  CHECK(are_alike(a.get(), b.get()));
  CHECK_FALSE(are_alike(a.get(), c.get()));
  CHECK_FALSE(are_alike(a.get(), d.get()));
  CHECK_FALSE(are_alike(d.get(), e.get()));
}

TEST_CASE("are_alike: everything is like nothing that is chosen") {
  Names names;
  Written empty(names);
  const Sources* const everything = nullptr;
  CHECK(are_alike(everything, everything));
  CHECK_FALSE(are_alike(everything, empty.get()));
  CHECK_FALSE(are_alike(empty.get(), everything));
}

}  // namespace
}  // namespace accessdrift
