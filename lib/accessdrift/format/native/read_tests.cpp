#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

constexpr std::array<std::string_view, 6> kTestKeys = {"who", "can", "cannot", "on", "when", "why"};
constexpr std::string_view kEveryAction = "*";

/// One test while its keys are read.
class TestReading {
 public:
  TestReading(Reading& reading, const Owner& owner, NodeView body)
      : reading_(reading), body_(body), owner_(owner) {
    test_.body = test_.key = body.place();
  }

  void read() {
    if (!expect_mapping(reading_, owner_, {}, body_, "a mapping")) return;
    for_each_entry(reading_, body_, [&](const Entry& entry) { read_entry(entry); });
    require(!test_.asked.who.empty() || is_refused_, "`who`");
    require(has_action_, "`can` or `cannot`");
    require(!test_.asked.to.empty() || is_refused_, "`on`");
    reading_.file.declarations.tests.push_back(std::move(test_));
  }

 private:
  void require(bool is_there, std::string_view key) {
    if (!is_there) report_missing_key(reading_, owner_, key, body_.place());
  }

  void read_entry(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (key == "who") {
      read_mentions(entry);
    } else if (key == "can" || key == "cannot") {
      read_actions(entry);
    } else if (key == "on") {
      test_.asked.to_place = entry.value.place();
      test_.asked.to = names_of(entry, "resources");
    } else if (key == "when") {
      test_.asked.when = read_condition(reading_, owner_, key, entry.value);
    } else if (key == "why") {
      if (expect_text(reading_, owner_, key, entry.value, "the reason, as a text"))
        test_.why = entry.value.scalar();
    } else {
      report_unknown_key(reading_, owner_, entry.key, kTestKeys);
    }
  }

  /// One, or a list of them.
  void read_mentions(const Entry& entry) {
    std::vector<Mention>& who = test_.asked.who;
    const std::string_view key = entry.key.scalar();
    if (entry.value.is_scalar()) {
      MentionList list(reading_, who);
      const auto mention = read_mention(reading_, owner_, key, MentionUse::Who, entry.value);
      if (mention) list.add(*mention);
      is_refused_ |= !mention;
    } else {
      who = read_who(reading_, owner_, key, MentionUse::Who, entry.value);
      is_refused_ |= who.empty();
    }
  }

  void read_actions(const Entry& entry) {
    const std::string_view key = entry.key.scalar();
    if (has_action_) {
      report(reading_, "conflicting-keys", "a test has both `can` and `cannot`", entry.key.place())
          .label = "expected one of them";
      return;
    }
    has_action_ = true;
    test_.is_can = key == "can";
    test_.key = entry.key.place();
    const bool is_every = entry.value.is_scalar() && entry.value.scalar() == kEveryAction;
    if (!is_every) test_.asked.actions = names_of(entry, "actions");
  }

  std::vector<NamePlace> names_of(const Entry& entry, std::string_view things) {
    std::vector<NamePlace> names = read_name_or_names(reading_, owner_, entry, things);
    is_refused_ |= names.empty();
    return names;
  }

  Reading& reading_;
  NodeView body_;
  Owner owner_;
  TestDeclaration test_;
  bool has_action_ = false;
  bool is_refused_ = false;  ///< what is missing was told already
};

}  // namespace

void read_tests(Reading& reading, const Owner& owner, const Entry& entry) {
  const std::string_view key = entry.key.scalar();
  if (!expect_list(reading, {"this file", {}}, key, entry.value, "a list of tests")) return;
  for_each_item(entry.value, [&](NodeView item) { TestReading(reading, owner, item).read(); });
}

}  // namespace accessdrift::native
