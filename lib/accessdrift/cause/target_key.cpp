#include "accessdrift/cause/target_key.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

class KeyMaker {
 public:
  KeyMaker(const TargetScope& scope, const BothSides& sides) : scope_(scope), sides_(sides) {}

  std::string make() {
    if (scope_.target.is_by_url()) {
      add_target();
      return std::move(made_);
    }
    add(scope_.target.action.names.after.number);
    for (const ThingNumber number : scope_.resources) add_kind(number);
    add(Name{}.number);
    for (const ThingNumber policy : scope_.policies) add_coverage(policy);
    for (const ThingNumber number : scope_.resources) {
      if (sides_.edited_resources.contains(sides_.before.text(sides_.resources[number].name())))
        add(number);
    }
    add(Name{}.number);
    // Attributes are those of the resource itself.
    if (!scope_.resources.empty()) add_attributes(scope_.resources.front());
    return std::move(made_);
  }

 private:
  void add(std::uint32_t number) {
    made_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }

  /// What is asked for by URL is alone.
  void add_target() {
    const Target& target = scope_.target;
    for (const Name name : {target.resource.before, target.resource.after,
                            target.action.names.before, target.action.names.after})
      add(name.number);
    for (const Name method : target.action.methods) add(method.number);
  }

  void add_kind(ThingNumber number) {
    sides_.resources.each_side(number, [&](const auto& resource) {
      add(resource->type ? resource->type->name.number : Name{}.number);
      add(resource->actions ? 1 : 0);
    });
  }

  void add_attributes(ThingNumber number) {
    sides_.resources.each_side(number, [&](const auto& resource) {
      for (std::uint32_t i = 0; i < resource->attributes.count; ++i) {
        const AttributeValue& value =
            resource.file->attribute_values[resource->attributes.first + i];
        if (!std::ranges::binary_search(scope_.resource_attributes, value.attribute)) continue;
        add(value.attribute.number);
        add(static_cast<std::uint32_t>(value.value.kind));
        add(value.value.text.number);
      }
      add(Name{}.number);
    });
  }

  /// The policy, and by what it covers the target if that may differ.
  void add_coverage(ThingNumber policy) {
    add(policy);
    const ThingOnSides<PolicyDeclaration>& one = sides_.policies[policy];
    if (one.is_shared()) return;
    sides_.policies.each_side(policy, [&](const auto& side) {
      for (const NamePlace& to : side->to) {
        const bool names_it = std::ranges::any_of(scope_.resources, [&](ThingNumber resource) {
          const Name id = sides_.resources[resource].name();
          return selects(sides_.before.text(to.name), sides_.before.text(id));
        });
        if (names_it) add(to.name.number);
      }
      add(Name{}.number);
    });
  }

  const TargetScope& scope_;
  const BothSides& sides_;
  std::string made_;
};

}  // namespace

std::string key_of(const TargetScope& scope, const BothSides& sides) {
  return KeyMaker(scope, sides).make();
}

}  // namespace accessdrift
