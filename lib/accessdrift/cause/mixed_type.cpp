#include "accessdrift/cause/mixed_type.h"

#include <algorithm>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

class TypeMixer {
 public:
  TypeMixer(const TypeDeclaration& before, const TypeDeclaration& after, const Kept& kept,
            FactChoice& facts)
      : before_(before), after_(after), kept_(kept), facts_(facts), id_(facts.text(before.name)) {}

  void actions(TypeDeclaration& mix) {
    mix.actions.clear();
    facts_.merge<TypeDeclaration::Action>(
        facts_.pointers(before_.actions), facts_.pointers(after_.actions),
        [](const auto& action) { return action.name; },
        [&](const auto& action) {
          return FactKey{Thing::Type, id_, "actions", facts_.text(action.name)};
        },
        [&](const auto& action, SideOf, const auto*) {
          mix.actions.push_back({action.name, action.key, implied(action.name)});
        });
  }

  void methods(TypeDeclaration& mix) {
    using Method = TypeDeclaration::Method;
    const auto fact_of = [&](const Method& method) {
      return FactKey{Thing::Type, id_, "methods", facts_.text(method.name)};
    };
    const auto kept = [this](const TypeDeclaration& type) {
      std::vector<const Method*> all;
      for (const Method& method : type.methods) {
        if (kept_.keeps_method(method.name)) all.push_back(&method);
      }
      return all;
    };
    mix.methods.clear();
    facts_.merge<Method>(
        kept(before_), kept(after_), [](const Method& one) { return one.name; }, fact_of,
        [&](const Method& one, SideOf, const Method* other) {
          const bool is_other = other != nullptr && other->action.name != one.action.name &&
                                facts_.is_after(fact_of(one));
          mix.methods.push_back(is_other ? *other : one);
        });
  }

 private:
  std::vector<NamePlace> implied(Name action) {
    static const std::vector<NamePlace> kNone;
    const auto of = [action](const TypeDeclaration& type) -> const std::vector<NamePlace>& {
      const auto found = std::ranges::find(type.actions, action, &TypeDeclaration::Action::name);
      return found == type.actions.end() ? kNone : found->implied;
    };
    std::vector<NamePlace> made;
    facts_.merge<NamePlace>(
        facts_.pointers(of(before_)), facts_.pointers(of(after_)),
        [](const NamePlace& one) { return one.name; },
        [&](const NamePlace& one) {
          return FactKey{Thing::Type, id_, "implications",
                         facts_.text(action) + " implies " + facts_.text(one.name)};
        },
        [&](const NamePlace& one, SideOf, const NamePlace*) { made.push_back(one); });
    return made;
  }

  const TypeDeclaration& before_;
  const TypeDeclaration& after_;
  const Kept& kept_;
  FactChoice& facts_;
  std::string id_;
};

}  // namespace

TypeDeclaration mixed_type(const ThingOnSides<TypeDeclaration>& one, const Kept& kept,
                           FactChoice& facts) {
  const auto& [b, a] = FactChoice::both(one);
  TypeDeclaration mix = *b.it;
  if (&b == &a) return mix;
  TypeMixer mixer(*b.it, *a.it, kept, facts);
  mixer.actions(mix);
  mixer.methods(mix);
  return mix;
}

}  // namespace accessdrift
